import { fromLonLat } from 'ol/proj.js'
import type { AlternativesAnswer } from '../../../core/api/alternatives.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import type { Alternatives } from '../state/alternatives.ts'

/** Turns the answer's lists into columns that can be reckoned with. */
export function readAlternatives(answer: AlternativesAnswer): Alternatives {
  const { villages } = answer
  return {
    digest: answer.digest,
    count: answer.codes.length,
    total: answer.total,
    truncated: answer.truncated,
    competition: answer.competition,
    keys: answer.keys,
    figures: new Map(Object.entries(answer.figures)),
    codes: answer.codes,
    titles: answer.titles,
    villages: { ...villages, index: Int32Array.from(villages.index) },
    status: answer.status,
    sector: answer.sector,
    agency: answer.agency,
    costRupiah: Float64Array.from(answer.costRupiah, (cost) => cost ?? Number.NaN),
    places: readPlaces(answer.points),
    columns: new Map(
      answer.keys.map((key) => [key, Uint16Array.from(answer.values[key] ?? [], (value) => value ?? 0)]),
    ),
    leftOut: new Map(Object.entries(answer.excluded).filter(([, rows]) => rows.length > 0)),
    missing: new Map(Object.entries(answer.missing).map(([key, rows]) => [key, new Set(rows)])),
    rowOf: new Map(answer.codes.map((code, row) => [code, row])),
  }
}

function readPlaces(points: readonly (LonLat | null)[]): Float64Array {
  const places = new Float64Array(points.length * 2).fill(Number.NaN)
  points.forEach((point, row) => {
    if (point) places.set(fromLonLat(point), row * 2)
  })
  return places
}
