import { expect, test } from 'vitest'
import { nearDuplicates, type StatedProposal } from '../../../core/portfolio/near-duplicates.ts'
import { othersByCode, sameTitles } from '../../../core/portfolio/same-titles.ts'
import { createRandom } from '../../../core/random/random.ts'

const proposal = (code: string, more: Partial<StatedProposal> = {}): StatedProposal => ({
  code,
  title: 'Pembangunan drainase RT 05',
  sector: 'public-works',
  villageCode: '62.99.01.2002',
  address: null,
  point: [111.15, -2.15],
  household: false,
  ...more,
})
/** Metres to the east as degrees near the equator. */
const east = (metres: number): [number, number] => [111.15 + metres / 111_117, -2.15]

test('the same proposal twice at one place is one group, whatever its case and marks', () => {
  const again = proposal('B', { title: '  PEMBANGUNAN Drainase, RT-05! ', point: east(40) })
  expect(nearDuplicates([again, proposal('A')])).toEqual([['A', 'B']])
})

test('the same title in the same village is pointed out wherever it lies, but not what neighbours ask for their houses', () => {
  const far = proposal('B', { title: 'pembangunan DRAINASE, rt 05', sector: 'housing', point: east(9000) })
  const elsewhere = proposal('C', { villageCode: '62.99.01.2001' })
  const nowhere = ['D', 'E'].map((code) => proposal(code, { villageCode: null }))
  const houses = ['F', 'G'].map((code) => proposal(code, { title: 'Rehab rumah tidak layak huni' }))
  expect(sameTitles([far, proposal('A'), elsewhere, ...nowhere, ...houses])).toEqual([['A', 'B']])
})

test('of groups each member has the others beside its code, and nobody itself', () => {
  const others = othersByCode([
    ['A', 'B', 'C'],
    ['D', 'E'],
  ])
  expect(Object.fromEntries(others)).toEqual({
    A: ['B', 'C'],
    B: ['A', 'C'],
    C: ['A', 'B'],
    D: ['E'],
    E: ['D'],
  })
})

test('another title, sector or village, or 60 m between them, keeps proposals apart', () => {
  for (const more of [
    { title: 'Pembangunan drainase RT 06' },
    { sector: 'housing' },
    { villageCode: '62.99.01.2001' },
    { point: east(60) },
    { point: null },
  ])
    expect(nearDuplicates([proposal('A'), proposal('B', more)])).toEqual([])
})

test('without places only the same address makes two proposals one', () => {
  const placeless = (code: string, address: string | null) => proposal(code, { point: null, address })
  expect(
    nearDuplicates([placeless('A', 'RT 05'), placeless('B', 'rt. 05'), placeless('C', 'RT 07')]),
  ).toEqual([['A', 'B']])
  expect(nearDuplicates([placeless('A', null), placeless('B', null)])).toEqual([['A', 'B']])
})

test('single households and unknown villages are never called duplicates', () => {
  for (const more of [{ household: true }, { villageCode: null }])
    expect(nearDuplicates([proposal('A', more), proposal('B', more)])).toEqual([])
})

test('a chain of near places is not one group: each member is near all others', () => {
  const chain = [0, 40, 80, 120].map((metres, i) => proposal(`P${i}`, { point: east(metres) }))
  expect(nearDuplicates(chain)).toEqual([
    ['P0', 'P1'],
    ['P2', 'P3'],
  ])
})

test('near places across the border of two search squares are found as by comparing all pairs', () => {
  const random = createRandom(11)
  const places = Array.from({ length: 300 }, (_, i) =>
    proposal(`P${i}`, { point: [111 + random.unit() / 80, -2 + random.unit() / 80] }),
  )
  const groups = nearDuplicates(places)
  const grouped = new Set(groups.flat())
  const byCode = new Map(places.map((place) => [place.code, place.point!]))
  const metres = (a: string, b: string) =>
    Math.hypot(byCode.get(a)![0] - byCode.get(b)![0], byCode.get(a)![1] - byCode.get(b)![1]) * 111_194
  const widest = Math.max(...groups.flatMap((group) => group.flatMap((a) => group.map((b) => metres(a, b)))))
  expect(widest).toBeGreaterThan(25)
  expect(widest).toBeLessThan(50.1)
  const alone = places.map(({ code }) => code).filter((code) => !grouped.has(code))
  const nearest = Math.min(...alone.flatMap((a) => alone.map((b) => (a === b ? 1e9 : metres(a, b)))))
  expect(alone.length).toBeGreaterThan(1)
  expect(nearest).toBeGreaterThan(49.9)
})
