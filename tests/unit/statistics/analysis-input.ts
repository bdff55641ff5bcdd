import type { Tuples } from '../../../server/analyses/inputs/input.ts'
import type { ServiceStandard } from '../../../server/analyses/inputs/service-standard.ts'
import type { VillageRow } from '../../../server/analyses/inputs/villages.ts'
import type { AnalysisInput } from '../../../server/statistics/compute/analysis.ts'

type Point = readonly [x: number, y: number, costRupiah: number | null]

type Rows = Readonly<Record<string, readonly (readonly unknown[])[]>> & { points?: readonly Point[] }

/** An analysis' input from plain rows; what is not given is empty. */
export function inputOf(
  rows: Rows,
  more: { outlines?: readonly Uint8Array[]; service?: ServiceStandard; smallCell?: number } = {},
): AnalysisInput {
  return {
    rows: <Kind extends Tuples>(name: Kind['name']): readonly Kind['row'][] => rows[name] ?? [],
    points: pointsOf(rows.points ?? []),
    outlines: more.outlines ?? [],
    crs: 'EPSG:32749',
    smallCell: more.smallCell ?? 5,
    service: more.service,
    onProgress: () => {},
  }
}

function pointsOf(points: readonly Point[]): AnalysisInput['points'] {
  return {
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    cost: Float64Array.from(points, ([, , cost]) => cost ?? 0),
    withoutCost: points.filter(([, , cost]) => cost === null).length,
  }
}

export interface Village {
  code: string
  population?: number | null
  poor?: number | null
  rate?: number | null
  district?: string
  withheld?: boolean
}

export function villageRow(village: Village, at: number): VillageRow {
  const { code, population = null, poor = null, rate = null, district = 'd' } = village
  const { withheld = false } = village
  return [
    at,
    code,
    `Desa ${code}`,
    district,
    at,
    0,
    population,
    poor,
    rate,
    `Kecamatan ${district}`,
    withheld,
  ]
}

/** Squares of one side at these corners as little-endian WKB polygons, one after the other. */
export function squares(corners: readonly (readonly [number, number])[], side: number): Uint8Array {
  const one = 1 + 4 + 4 + 4 + 5 * 16
  const view = new DataView(new ArrayBuffer(one * corners.length))
  corners.forEach(([x, y], at) => {
    let offset = one * at
    view.setUint8(offset, 1)
    view.setUint32(offset + 1, 3, true)
    view.setUint32(offset + 5, 1, true)
    view.setUint32(offset + 9, 5, true)
    offset += 13
    for (const [dx, dy] of [
      [0, 0],
      [side, 0],
      [side, side],
      [0, side],
      [0, 0],
    ] as const) {
      view.setFloat64(offset, x + dx, true)
      view.setFloat64(offset + 8, y + dy, true)
      offset += 16
    }
  })
  return new Uint8Array(view.buffer)
}

/** Corners of a block of squares, row by row. */
export function block(columns: number, rows: number, side: number): [number, number][] {
  return Array.from({ length: columns * rows }, (_, at) => [
    (at % columns) * side,
    Math.floor(at / columns) * side,
  ])
}
