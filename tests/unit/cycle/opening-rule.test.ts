import fc from 'fast-check'
import { expect, test } from 'vitest'
import { datesFor, type Stage, type StageArea, stageOpening } from '../../../core/cycle/stage-opening.ts'
import { isTimeZone, readWallDate, wallClock } from '../../../core/cycle/wall-clock.ts'

const INDONESIAN = ['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura'] as const
const zone = fc.constantFrom(...INDONESIAN)
const YEAR = { min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }
const instant = fc.date(YEAR)
/** A moment of the clock on the wall. */
const wall = fc.date(YEAR).map((date) => date.toISOString().slice(0, 19))
const dates = fc
  .tuple(fc.option(wall), fc.option(wall))
  .map(([one, other]) =>
    one !== null && other !== null && one > other
      ? { opens: other, closes: one }
      : { opens: one, closes: other },
  )
  .filter(({ opens, closes }) => opens === null || opens !== closes)
const CODES = ['62', '62.01', '62.01.01', '62.01.01.2001', '62.01.01.2002', '62.01.02'] as const
const area = fc.record({
  area: fc.constantFrom(...CODES),
  own: dates,
  extendedTo: fc.option(wall),
  isClosed: fc.boolean(),
  isFrozen: fc.boolean(),
})
const areas = fc
  .uniqueArray(area, { selector: (one) => one.area, maxLength: 5 })
  .map((list) => list.map(({ own, ...one }): StageArea => ({ ...one, ...own })))
const asked = fc.constantFrom(...CODES, '62.01.01.2003', '63.01', null)

test('by dates alone a stage goes from before to open to ended, and never back', () => {
  fc.assert(
    fc.property(zone, dates, instant, instant, fc.nat(86_400), (timeZone, own, one, other, graceSeconds) => {
      const stage: Stage = { timeZone, graceSeconds, ...own }
      const [early, late] = one < other ? [one, other] : [other, one]
      const order = ['before', 'open', 'ended']
      const at = (moment: Date) => order.indexOf(stageOpening(stage, [], { area: '62.01', at: moment }))
      expect(at(early)).toBeGreaterThanOrEqual(0)
      expect(at(late)).toBeGreaterThanOrEqual(at(early))
    }),
  )
})

test('the first moment of a stage is within it, its end is not, and what arrives within the grace is', () => {
  fc.assert(
    fc.property(
      zone,
      instant,
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.nat(3600),
      (timeZone, opens, seconds, graceSeconds) => {
        opens.setUTCMilliseconds(0)
        const closes = new Date(opens.getTime() + seconds * 1000)
        const stage = {
          ...{ timeZone, graceSeconds },
          opens: wallClock(opens, timeZone),
          closes: wallClock(closes, timeZone),
        }
        const at = (moment: number) => stageOpening(stage, [], { area: null, at: new Date(moment) })
        expect(at(opens.getTime() - 1)).toBe('before')
        expect(at(opens.getTime())).toBe('open')
        const end = closes.getTime() + graceSeconds * 1000
        expect(at(end - 1)).toBe('open')
        expect(at(end)).toBe('ended')
      },
    ),
  )
})

test('whatever areas say, one that is not within another is not touched by it', () => {
  fc.assert(
    fc.property(dates, areas, asked, instant, (own, list, of, at) => {
      const stage: Stage = { timeZone: 'Asia/Jakarta', ...own }
      const holding = list.filter((one) => of !== null && (of === one.area || of.startsWith(`${one.area}.`)))
      const question = { area: of, at }
      expect(stageOpening(stage, list, question)).toBe(stageOpening(stage, holding, question))
      expect(datesFor(stage, list.toReversed(), of)).toEqual(datesFor(stage, holding, of))
    }),
  )
})

test('the opening agrees with the dates that are told for an area, unless it was closed or frozen there', () => {
  fc.assert(
    fc.property(dates, areas, asked, instant, (own, list, of, at) => {
      const stage: Stage = { timeZone: 'Asia/Makassar', ...own }
      const open = list.map((one) => ({ ...one, isClosed: false, isFrozen: false }))
      const told = { timeZone: stage.timeZone, ...datesFor(stage, open, of) }
      expect(stageOpening(stage, open, { area: of, at })).toBe(stageOpening(told, [], { area: of, at }))
    }),
  )
})

test('no zone of the world makes it fail, those with summer time neither', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  fc.assert(
    fc.property(zones, dates, instant, (timeZone, own, at) => {
      expect(isTimeZone(timeZone)).toBe(true)
      expect(readWallDate(wallClock(at, timeZone))).toBe(wallClock(at, timeZone))
      expect(['before', 'open', 'ended']).toContain(
        stageOpening({ timeZone, ...own }, [], { area: '62.01', at }),
      )
    }),
  )
})

test.each([
  'Asia/Atlantis',
  'WIB',
  '+07:00',
  'UTC+7',
  '',
  'Asia',
  'asia/../etc',
  "Asia/Jakarta'--",
  'x'.repeat(80),
])('%s is no zone', (name) => {
  expect(isTimeZone(name)).toBe(false)
})

test('a date by the clock on the wall is one of the calendar, without a zone', () => {
  expect(readWallDate('2027-02-28T16:00')).toBe('2027-02-28T16:00:00')
  expect(readWallDate('2028-02-29T16:00:59')).toBe('2028-02-29T16:00:59')
  for (const text of [
    ...['2027-02-29T16:00', '2027-02-28', '2027-02-28T24:00', '2027-02-28T16:60', '2027-13-01T00:00'],
    ...[
      '2027-02-28T16:00Z',
      '2027-02-28T16:00+07:00',
      '0027-02-28T16:00',
      '28-02-2027',
      '',
      'NaN',
      ' 2027-02-28T16:00',
    ],
  ])
    expect(readWallDate(text), text).toBeUndefined()
})
