import { expect, test } from 'vitest'
import { type StageArea, stageOpening } from '../../../core/cycle/stage-opening.ts'
import { wallClock } from '../../../core/cycle/wall-clock.ts'

const stage = {
  timeZone: 'Asia/Pontianak',
  opens: '2026-02-01T08:00:00',
  closes: '2026-03-01T00:00:00',
}
const bare: StageArea = {
  ...{ area: '62.01.01', opens: null, closes: null, extendedTo: null, isClosed: false, isFrozen: false },
}
const VILLAGE = '62.01.01.2001'
const opening = (at: string, areas: readonly Partial<StageArea>[] = [], area: string | null = VILLAGE) =>
  stageOpening(
    stage,
    areas.map((one) => ({ ...bare, ...one })),
    { area, at: new Date(at) },
  )

test('the clock on the wall is that of the region, at midnight too', () => {
  const at = new Date('2026-02-28T17:00:00.999Z')
  expect(wallClock(at, 'Asia/Jakarta')).toBe('2026-03-01T00:00:00')
  expect(wallClock(at, 'Asia/Makassar')).toBe('2026-03-01T01:00:00')
  expect(wallClock(at, 'Asia/Jayapura')).toBe('2026-03-01T02:00:00')
  expect(wallClock(at, 'UTC')).toBe('2026-02-28T17:00:00')
})

test('a stage is open from its first moment up to, and without, its last', () => {
  expect(opening('2026-02-01T07:59:59.999+07:00')).toBe('before')
  expect(opening('2026-02-01T08:00:00+07:00')).toBe('open')
  expect(opening('2026-02-28T23:59:59.999+07:00')).toBe('open')
  expect(opening('2026-03-01T00:00:00+07:00')).toBe('ended')
})

test('one without a day to open has not begun, and one without an end stays open', () => {
  const at = { area: VILLAGE, at: new Date('2030-01-01') }
  expect(stageOpening({ ...stage, opens: null, closes: null }, [], at)).toBe('before')
  expect(stageOpening({ ...stage, closes: null }, [], at)).toBe('open')
})

test('an area has dates of its own, the innermost first, and its neighbour has not', () => {
  const district = { opens: '2026-02-10T00:00:00', closes: '2026-02-20T00:00:00' }
  const village = { area: VILLAGE, closes: '2026-02-15T00:00:00' }
  expect(opening('2026-02-05T12:00:00+07:00', [district])).toBe('before')
  expect(opening('2026-02-16T12:00:00+07:00', [district])).toBe('open')
  expect(opening('2026-02-16T12:00:00+07:00', [district, village])).toBe('ended')
  expect(opening('2026-02-16T12:00:00+07:00', [village, district])).toBe('ended')
  expect(opening('2026-02-05T12:00:00+07:00', [village, district])).toBe('before')
  expect(opening('2026-02-05T12:00:00+07:00', [district], '62.01.02.2001')).toBe('open')
  expect(opening('2026-02-05T12:00:00+07:00', [district], '62.01.011')).toBe('open')
  expect(opening('2026-02-05T12:00:00+07:00', [district], null)).toBe('open')
})

test('one that was extended closes later, for that area alone', () => {
  const extended = { area: VILLAGE, closes: '2026-02-10T00:00:00', extendedTo: '2026-03-05T00:00:00' }
  expect(opening('2026-03-04T12:00:00+07:00', [extended])).toBe('open')
  expect(opening('2026-03-05T00:00:00+07:00', [extended])).toBe('ended')
  expect(opening('2026-03-04T12:00:00+07:00', [extended], '62.01.01.2002')).toBe('ended')
})

test('closed by hand or frozen it is for all below, whatever its dates', () => {
  const later = { area: VILLAGE, extendedTo: '2027-01-01T00:00:00' }
  expect(opening('2026-02-05T12:00:00+07:00', [{ isClosed: true }, later])).toBe('ended')
  expect(opening('2026-02-05T12:00:00+07:00', [{ isFrozen: true }, later])).toBe('frozen')
  expect(opening('2026-01-01T12:00:00+07:00', [{ isFrozen: true }])).toBe('frozen')
  expect(opening('2026-02-05T12:00:00+07:00', [{ isFrozen: true }], '62.01.02.2001')).toBe('open')
})
