import fc from 'fast-check'
import type { Knex } from 'knex'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC } from '../../core/access/actor.ts'
import { newlyServed } from '../../server/join/newly-served.ts'
import { joinAllStale, joinMany, joinStaleProposals, nearestFacility } from '../../server/join/proposals.ts'
import { readServices, type Service } from '../../server/join/served.ts'
import { createProposal } from '../../server/proposals/create-proposal.ts'
import { joinProposals } from '../../server/proposals/join/few-proposals.ts'
import { readSubmission } from '../../server/proposals/submission.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
let write: Knex
let services: Service[]
let packageId: string
let villages: string[]

beforeAll(async () => {
  store = await openStore()
  write = store.database.write
  services = await readServices(write)
  packageId = (await write('packages').first<{ id: string }>('id')).id
  villages = await write('areas').where({ level: 'village' }).orderBy('code').pluck<string[]>('code')
  // What the template left to be joined is none of ours.
  await write.transaction((transaction) => joinMany(transaction, services))
})
afterAll(() => store.close())

const DERIVED = [
  ...[
    'code',
    'service',
    'household',
    'facility_id',
    'nearest_m',
    'newly_served',
    'public_quality',
    'place_words',
    'stale',
  ],
]

interface Joined {
  code: string
  nearest_m: number | null
  newly_served: number | null
}

const read = (codes = 'F%'): Promise<Joined[]> =>
  write('proposals')
    .where('code', 'like', codes)
    .orderBy('code')
    .select(...DERIVED, write.raw('ST_AsText(public_geom) AS public'))

interface Row {
  title: string
  programme: string | null
  status: string
  quality: string
  village: number
  place: string | null
}

const at = fc
  .tuple(fc.integer({ min: -20, max: 400 }), fc.integer({ min: -220, max: 20 }))
  .map(([x, y]) => `${111 + x / 1000} ${-2 + y / 1000}`)
const row: fc.Arbitrary<Row> = fc.record({
  title: fc.constantFrom(
    'Pembangunan gedung SD',
    'Rehabilitasi SMP',
    'Puskesmas pembantu',
    'Perbaikan jalan lingkungan',
    'Bantuan rumah tidak layak huni an. Budi',
    'Bantuan seragam SD untuk keluarga Ibu Sari',
  ),
  programme: fc.constantFrom(null, null, '1.01.02.2.01', '1.03.10'),
  status: fc.constantFrom('submitted', 'submitted', 'verified', 'draft'),
  quality: fc.constantFrom('point', 'point', 'point', 'area', 'conflict', 'none'),
  village: fc.integer({ min: -1, max: 50 }),
  place: fc.oneof(
    fc.constant(null),
    at.map((one) => `POINT(${one})`),
    fc.tuple(at, at).map((ends) => `LINESTRING(${ends.join(', ')})`),
  ),
})

/** As GeoJSON; a line with a tenth of its length, since one across the whole district is refused. */
function geometryOf(text: string) {
  const [[x, y], end] = [...text.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(
    ([, lon, lat]) => [Number(lon), Number(lat)] as const,
  ) as [readonly [number, number], (readonly [number, number])?]
  if (!end) return { type: 'Point', coordinates: [x, y] }
  const near = [x + (end[0] - x) / 10, y + (end[1] - y) / 10]
  return {
    type: 'LineString',
    coordinates: [[x, y], near],
  }
}

async function put(rows: readonly Row[]): Promise<number[]> {
  await write('proposals').where('code', 'like', 'F%').delete()
  const ids: number[] = []
  for (const [i, { title, programme, status, quality, village, place }] of rows.entries()) {
    const [created] = await write('proposals')
      .insert({
        ...{
          code: `F${1000 + i}`,
          package_id: packageId,
          year: 2026,
          source: 'resident',
          sector: 'education',
        },
        ...{ title, programme_code: programme, stage: 'village', status, location_quality: quality },
        village_code: village < 0 ? null : villages[village % villages.length],
        geom: place && write.raw('ST_GeomFromText(?, 4326)', [place]),
      })
      .returning<{ id: number }[]>('id')
    ids.push(created!.id)
  }
  return ids
}

/** Rows near each other whose facilities are of several kinds, a few of them without a place. */
const NEIGHBOURS = Array.from({ length: 40 }, (_, i): Row => {
  const place = `POINT(${111 + ((i * 37) % 40) / 130} ${-2.2 + ((i * 17) % 40) / 200})`
  return {
    title: ['Pembangunan gedung SD', 'Rehabilitasi SMP', 'Puskesmas pembantu'][i % 3]!,
    ...{ programme: null, status: 'verified', village: 0 },
    ...{ quality: i % 8 === 0 ? 'none' : 'point', place: i % 8 === 0 ? null : place },
  }
})

test('a few proposals, joined straight from the store, find what the tables gathered for many find', async () => {
  await put(NEIGHBOURS)
  await write.transaction(async (transaction) => {
    expect(await joinStaleProposals(transaction, services)).toBe(NEIGHBOURS.length)
  })
  const few = await read()
  expect(few.filter(({ nearest_m }) => nearest_m !== null).length).toBeGreaterThan(20)
  expect(few.filter(({ newly_served }) => (newly_served ?? 0) > 0).length).toBeGreaterThan(3)
  const own = () => write('proposals').where('code', 'like', 'F%')
  await own().update({ facility_id: null, nearest_m: null, newly_served: null })
  for (const service of services) {
    await write.transaction((transaction) => nearestFacility(service).compute(transaction))
    await write.transaction((transaction) => newlyServed(service).compute(transaction))
  }
  expect(await read()).toEqual(few)
})

test('many are joined by halves, each in a transaction of its own, as they are at once', async () => {
  await put(Array.from({ length: 6 }, () => NEIGHBOURS).flat())
  await write.transaction((transaction) => joinMany(transaction, services))
  const atOnce = await read()
  expect(atOnce.length).toBe(240)
  await write('proposals')
    .where('code', 'like', 'F%')
    .update({ facility_id: 1, nearest_m: 1, newly_served: 1, service: 'SD', stale: true })
  expect(await joinAllStale(store.database, services, 200)).toBe(240)
  expect(await read()).toEqual(atOnce)
})

test('whatever they are, a few proposals are joined as many are, again after what they were joined with before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const ids = await put(rows)
      await write.transaction((transaction) => joinMany(transaction, services))
      const many = await read()
      await write('proposals')
        .whereIn('id', ids)
        .update({ facility_id: 1, nearest_m: 1, newly_served: 1, service: 'SD', stale: true })
      await write.transaction((transaction) => joinProposals(transaction, ids))
      expect(await read()).toEqual(many)
    }),
    { numRuns: 30 },
  )
})

test('a submission is written as the join would leave it', async () => {
  let served = 0
  await fc.assert(
    fc.asyncProperty(
      row.filter(({ village }) => village >= 0),
      fc.boolean(),
      async ({ title, place, village }, held) => {
        const villageCode = villages[village % villages.length]
        const geometry = place === null ? undefined : geometryOf(place)
        const submission = readSubmission({
          title,
          problem: 'Rusak',
          villageCode,
          ...(geometry && { geometry }),
        })
        const { code } = await createProposal(write, { submission, actor: PUBLIC, held })
        const written = await read(code)
        if (written[0]!.nearest_m !== null) served++
        await write('proposals')
          .where({ code })
          .update({
            facility_id: 1,
            nearest_m: 1,
            newly_served: 1,
            service: 'SD',
            household: write.raw('NOT household'),
            stale: true,
          })
        await write.transaction((transaction) => joinStaleProposals(transaction, services))
        expect(await read(code)).toEqual(written)
      },
    ),
    { numRuns: 40 },
  )
  expect(served).toBeGreaterThan(5)
})

test('a submission joins its own row and leaves what an import has still to join alone', async () => {
  const [mine, other] = await put(NEIGHBOURS.slice(1, 3))
  await write.transaction((transaction) => joinProposals(transaction, [mine!]))
  const stale = await write('proposals').where({ stale: true }).pluck<number[]>('id')
  expect(stale).toEqual([other])
})
