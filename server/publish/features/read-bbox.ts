import type { Filter, FilterBox } from '../../../core/filter/filter-tree.ts'
import type { PublicCrs } from '../../../core/geo/crs-uris.ts'
import { badParameter } from '../../../core/problem.ts'

const NUMBER = /^[-+]?(\d{1,12}(\.\d{0,20})?|\.\d{1,20})([eE][-+]?\d{1,2})?$/

/**
 * bbox of four numbers, or six with heights, which no feature here has: they select nothing. Axes are those of the CRS.
 * West may exceed east in degrees, for a box across the antimeridian. Throws Problem (400).
 */
export function readBbox(text: string, crs: PublicCrs): Filter {
  return {
    kind: 'spatial',
    operator: 's_intersects',
    left: { kind: 'property', name: 'geometry' },
    right: { kind: 'bbox', box: readBox(text, crs) },
  }
}

/** The box itself, without heights. Throws Problem (400). */
export function readBox(text: string, crs: PublicCrs): FilterBox {
  const numbers = text.split(',').map((part) => (NUMBER.test(part.trim()) ? Number(part) : Number.NaN))
  const box = boxOf(numbers)
  if (!box || !fits(box, crs)) throw badParameter('bbox', text, expected(crs))
  return box
}

function boxOf(numbers: readonly number[]): FilterBox | undefined {
  if (!numbers.every(Number.isFinite)) return undefined
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers
  if (numbers.length === 4) return [a, b, c, d]
  return numbers.length === 6 && c <= f ? [a, b, d, e] : undefined
}

function fits(
  [first1, second1, first2, second2]: FilterBox,
  { definition, latitudeFirst }: PublicCrs,
): boolean {
  if (definition.unit === 'metres') return first1 <= first2 && second1 <= second2
  const [lon1, lat1, lon2, lat2] = latitudeFirst
    ? [second1, first1, second2, first2]
    : [first1, second1, first2, second2]
  return Math.abs(lon1) <= 180 && Math.abs(lon2) <= 180 && lat1 >= -90 && lat1 <= lat2 && lat2 <= 90
}

function expected({ definition, latitudeFirst }: PublicCrs): string {
  if (definition.unit === 'metres') return `four or six numbers in metres of ${definition.code}, minima first`
  const axes = latitudeFirst ? 'south,west,north,east' : 'west,south,east,north'
  return `${axes} in degrees (or six numbers, with heights), south ≤ north`
}
