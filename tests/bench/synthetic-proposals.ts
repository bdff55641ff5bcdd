import { lonLatToMercator, lonLatToTile, type TileAddress } from '../../core/geo/tile.ts'
import type { SourceRow, TileAttribute, TileLayerSource } from '../../server/tiles/layer-source.ts'

export const benchAttributes: readonly TileAttribute[] = [
  { name: 'code', type: 'string' },
  { name: 'year', type: 'integer' },
  { name: 'source', type: 'string' },
  { name: 'title', type: 'string' },
  { name: 'sector', type: 'string' },
  { name: 'agency', type: 'string' },
  { name: 'costRupiah', type: 'number', sumAs: 'cost_sum' },
  { name: 'status', type: 'string' },
  { name: 'stage', type: 'string' },
  { name: 'villageCode', type: 'string' },
  { name: 'nearestFacilityMetres', type: 'integer' },
  { name: 'beyondStandard', type: 'boolean' },
]

const statuses = [
  'submitted',
  'verified',
  'accepted',
  'returned',
  'rejected',
  'planned',
  'budgeted',
  'realised',
]
const stages = ['village', 'district', 'agency', 'regency']
const sources = ['musrenbang', 'pokir', 'opd', 'resident']

/** Numbers from 0 to 1, the same for the same seed (Numerical Recipes' linear congruence). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export interface SyntheticProposals {
  source: TileLayerSource
  positions: Float64Array
  row(index: number): SourceRow
}

function pointWkb(x: number, y: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(21))
  view.setUint8(0, 1)
  view.setUint32(1, 1, true)
  view.setFloat64(5, x, true)
  view.setFloat64(13, y, true)
  return new Uint8Array(view.buffer)
}

/** Places in 40 towns over Jawa Timur's extent, as degrees: dense cores, thin margins. */
function makePositions(count: number): Float64Array {
  const random = seeded(42)
  const gauss = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  const towns = Array.from({ length: 40 }, () => [
    110.9 + random() * 3.5,
    -8.4 + random() * 1.6,
    0.02 + random() * 0.2,
  ])
  const positions = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) {
    const [lon, lat, spread] = towns[Math.floor(random() * towns.length)] as [number, number, number]
    positions[2 * i] = lon + gauss() * spread
    positions[2 * i + 1] = lat + gauss() * spread
  }
  return positions
}

/** Proposals made on the fly, so that a million of them cost the bench no memory of its own. */
export function syntheticProposals(count: number): SyntheticProposals {
  const positions = makePositions(count)
  const row = (i: number): SourceRow => {
    const village = `35.${10 + (i % 29)}.${10 + (i % 23)}.${2001 + (i % 13)}`
    const title = `Perbaikan jalan RT ${i % 977} Dusun ${i % 5003}`
    const cost = (1 + (i % 400)) * 1_000_000
    const [status, stage, source] = [statuses[i % 8]!, stages[i % 4]!, sources[i % 3]!]
    const wkb = pointWkb(...lonLatToMercator(positions[2 * i]!, positions[2 * i + 1]!))
    const values = [
      `U${i}`,
      2024 + (i % 3),
      source,
      title,
      'public-works',
      'Dinas PUPR',
      cost,
      status,
      stage,
      village,
    ]
    return { id: i + 1, wkb, values: [...values, (i * 7919) % 9000, i % 3 === 0] }
  }
  async function* rows(ids?: readonly number[]) {
    if (ids) yield ids.map((id) => row(id - 1))
    else
      for (let i = 0; i < count; i += 2000)
        yield Array.from({ length: Math.min(2000, count - i) }, (_, k) => row(i + k))
  }
  const kind = 'point' as const
  const zooms = { minZoom: 0, maxZoom: 18, coverage: false }
  return { positions, row, source: { id: 'proposals', kind, attributes: benchAttributes, ...zooms, rows } }
}

/** Tiles under random proposals, so many at each of z9–14. */
export function benchTiles({ positions }: SyntheticProposals, each: number): TileAddress[] {
  const random = seeded(7)
  return [9, 10, 11, 12, 13, 14].flatMap((z) =>
    Array.from({ length: each }, () => {
      const i = Math.floor((random() * positions.length) / 2)
      return lonLatToTile(positions[2 * i]!, positions[2 * i + 1]!, z)
    }),
  )
}
