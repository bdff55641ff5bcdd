import { expect, test } from 'vitest'
import { newlyServed } from '../../server/join/newly-served.ts'
import { joinStaleProposals, nearestFacility } from '../../server/join/proposals.ts'
import { readServices } from '../../server/join/served.ts'
import { openStore } from '../support/open-store.ts'

interface Joined {
  code: string
  service: string | null
  facility_id: number | null
  nearest_m: number | null
  newly_served: number | null
}

/** Rows near each other whose facilities are of several kinds, a few of them without a place. */
const PROPOSALS = 40

test('a few proposals, joined straight from the store, find what the tables gathered for many find', async () => {
  const store = await openStore()
  const { write } = store.database
  await write.raw(
    `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, public_quality, village_code, geom, stale)
     SELECT 'F' || i, (SELECT min(id) FROM packages), 2026, 'resident',
            CASE i % 3 WHEN 0 THEN 'Pembangunan gedung SD' WHEN 1 THEN 'Rehabilitasi SMP' ELSE 'Puskesmas pembantu' END,
            'education', 'village', 'verified', CASE WHEN i % 8 = 0 THEN 'none' ELSE 'point' END, 'none',
            (SELECT code FROM areas WHERE level = 'village' ORDER BY code LIMIT 1),
            CASE WHEN i % 8 > 0 THEN ST_SetSRID(ST_MakePoint(111 + (i * 37 % 40) / 130.0, -2.2 + (i * 17 % 40) / 200.0), 4326) END, true
     FROM generate_series(1, ?) i`,
    [PROPOSALS],
  )
  const services = await readServices(write)
  const read = () =>
    write('proposals')
      .orderBy('code')
      .select<Joined[]>('code', 'service', 'facility_id', 'nearest_m', 'newly_served')
  await write.transaction(async (transaction) => {
    expect(await joinStaleProposals(transaction, services)).toBe(PROPOSALS)
  })
  const few = await read()
  expect(few.filter(({ nearest_m }) => nearest_m !== null).length).toBeGreaterThan(20)
  expect(few.filter(({ newly_served }) => (newly_served ?? 0) > 0).length).toBeGreaterThan(3)
  await write('proposals').update({ facility_id: null, nearest_m: null, newly_served: null })
  for (const service of services) {
    await write.transaction((transaction) => nearestFacility(service).compute(transaction))
    await write.transaction((transaction) => newlyServed(service).compute(transaction))
  }
  expect(await read()).toEqual(few)
  await store.close()
})
