import { type CrsDefinition, crsDefinition } from './crs-definitions.ts'

type Extent = readonly [west: number, south: number, east: number, north: number]

/** First code of each UTM series on either side of the equator, and the zone that it is of; none before that zone is in the table. */
const UTM = [
  { north: { first: 32601, zone: 1 }, south: { first: 32701, zone: 1 } },
  { north: { first: 9476, zone: 46 }, south: { first: 9487, zone: 47 } },
  { north: { first: 23866, zone: 46 }, south: { first: 23877, zone: 47 } },
] as const
/** Zones that Indonesia lies in; what a faulty place adds beyond them would be a list of the world. */
const [FIRST_ZONE, LAST_ZONE] = [46, 54]
/** The strips of TM-3 are 3° wide, and begin at 93° E. */
const TM3 = { first: 23830, west: 93, width: 3 }

/**
 * The systems that people work in within an extent (degrees): WGS 84, web mercator, the geographic ones of Indonesia, and the
 * UTM and TM-3 zones that the extent reaches into. Without an extent those that hold everywhere.
 */
export function crsWithin(extent: Extent | null): CrsDefinition[] {
  const everywhere = [4326, 3857, 9470, 4755]
  return [...everywhere, ...(extent ? zonesWithin(extent) : [])].flatMap(
    (code) => crsDefinition(`EPSG:${code}`) ?? [],
  )
}

function zonesWithin([west, south, east, north]: Extent): number[] {
  const sides = [...(south < 0 ? (['south'] as const) : []), ...(north >= 0 ? (['north'] as const) : [])]
  const zones = steps(west, east, { from: -180, width: 6 })
    .map((step) => step + 1)
    .filter((zone) => zone >= FIRST_ZONE && zone <= LAST_ZONE)
  const utm = UTM.flatMap((series) =>
    sides.flatMap((side) =>
      zones
        .filter((zone) => zone >= series[side].zone)
        .map((zone) => series[side].first + zone - series[side].zone),
    ),
  )
  return [...utm, ...steps(west, east, { from: TM3.west, width: TM3.width }).map((step) => TM3.first + step)]
}

/** Numbers of the strips that a span reaches into, counted from 0 at `from`; an end that lies on a border reaches no further. */
function steps(west: number, east: number, { from, width }: { from: number; width: number }): number[] {
  const first = Math.floor((west - from) / width)
  const last = Math.max(first, Math.ceil((east - from) / width) - 1)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
