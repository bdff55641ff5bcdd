import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBorderMoves } from '../../server/ingest/clean/border-moves.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
let datasetId: number
beforeAll(async () => {
  store = await openStore('district')
  const known = await store.database.write('datasets').where({ file: 'desa.geojson' }).first<{ id: number }>()
  datasetId = known.id
})
afterAll(() => store.close())

class TakenBack extends Error {}

/** Works in the store without leaving a trace there. */
async function takenBack(work: (inside: Knex) => Promise<void>): Promise<void> {
  const done = store.database.write.transaction(async (inside) => {
    await work(inside)
    throw new TakenBack()
  })
  await expect(done).rejects.toThrow(TakenBack)
}

const km2Of = async (knex: Knex, ...shapes: string[]): Promise<number> => {
  const sum = shapes.map((shape) => `ST_Area(ST_SetSRID(${shape}, 4326)::geography)`).join(' + ')
  return (await knex.raw<{ rows: [{ m2: number }] }>(`SELECT ${sum} AS m2`)).rows[0].m2 / 1e6
}

/** Sungai Jernih reaches this far over the border into Batu Raya, as both were delivered. */
const overlap = `ST_GeomFromText('POLYGON((111.1 -2.2, 111.1002 -2.15, 111.1 -2.1, 111.1 -2.2))')`

describe('what cleaning moved', () => {
  test('is the overlap that was delivered: one village has it now, the other lost it', async () => {
    const km2 = await km2Of(store.database.write, overlap)
    expect(km2).toBeGreaterThan(0.1)
    const moves = await readBorderMoves(store.database.write, datasetId)
    expect(moves).toMatchObject({ changed: 1, invalidEdges: 0 })
    expect(['Sungai Jernih', 'Batu Raya']).toContain(moves.worstName)
    expect(moves.worstKm2).toBeCloseTo(km2, 5)
    expect(moves.changedKm2).toBeCloseTo(km2, 5)
  })

  test('stands in the report of the import', async () => {
    const { counts, findings } = await store.database
      .write('datasets')
      .where({ id: datasetId })
      .first<{ counts: Record<string, number>; findings: { severity: string; text: string }[] }>()
    expect(counts).toMatchObject({ borderAdjusted: 1, invalidEdges: 0 })
    const km2 = (await km2Of(store.database.write, overlap)).toFixed(3)
    expect(findings).toContainEqual({
      severity: 'info',
      text: expect.stringMatching(
        new RegExp(
          `^Shared borders cleaned: 1 areas changed by ${km2} km² in all, most at .* \\(${km2} km²\\)`,
        ),
      ),
    })
  })

  test('counts a border that gains here what it loses there, though neither area differs', async () => {
    const east = 'ST_MakeEnvelope(111.2, -2.152, 111.201, -2.15)'
    const west = 'ST_MakeEnvelope(111.199, -2.15, 111.2, -2.148)'
    const strip = (shape: string) => `ST_SetSRID(${shape}, 4326)`
    await takenBack(async (inside) => {
      const before = await readBorderMoves(inside, datasetId)
      await inside.raw(
        `UPDATE areas SET clean = ST_Multi(ST_Difference(ST_Union(geom, ${strip(east)}), ${strip(west)}))
         WHERE code = '62.99.01.2002'`,
      )
      await inside.raw(
        `UPDATE areas SET clean = ST_Multi(ST_Union(ST_Difference(geom, ${strip(east)}), ${strip(west)}))
         WHERE code = '62.99.01.1003'`,
      )
      const { rows } = await inside.raw<{ rows: { m2: number }[] }>(
        `SELECT abs(ST_Area(clean::geography) - 1e6 * area_km2) AS m2 FROM areas
         WHERE code IN ('62.99.01.2002', '62.99.01.1003')`,
      )
      for (const { m2 } of rows) expect(m2).toBeLessThan(1)
      expect(rows).toHaveLength(2)
      const km2 = await km2Of(inside, east, west)
      const moves = await readBorderMoves(inside, datasetId)
      const batuRayaLost = before.worstName === 'Batu Raya' ? before.worstKm2 : 0
      expect(moves.changed).toBe(batuRayaLost > 0 ? 2 : 3)
      expect(moves.changedKm2).toBeCloseTo(before.changedKm2 - batuRayaLost + 2 * km2, 5)
    })
  })

  test('is nothing where borders only gained vertices on the same line', async () => {
    await takenBack(async (inside) => {
      await inside.raw('UPDATE areas SET clean = ST_Segmentize(geom, 0.003) WHERE dataset_id = ?', [
        datasetId,
      ])
      expect(await readBorderMoves(inside, datasetId)).toMatchObject({ changed: 0, worstKm2: 0 })
    })
  })
})
