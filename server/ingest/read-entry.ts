import type { Geometry } from 'geojson'
import { Problem } from '../../core/problem.ts'
import type { Cell } from '../../core/proposal/cell.ts'
import { identifyCrs } from './crs/identify-crs.ts'
import { makeToLonLat } from './crs/reproject.ts'
import { openSourceFile } from './formats/open-source-file.ts'
import type { SourceFeature } from './formats/source-file.ts'
import type { Tally } from './report.ts'
import { storableCells } from './storable-text.ts'

/** What every manifest entry says of how its file is to be read. */
export interface Reading {
  layer?: string | undefined
  sheet?: string | undefined
  encoding?: string | undefined
  crs?: string | undefined
  lon?: string | undefined
  lat?: string | undefined
}

export interface OpenedEntry {
  crs: string | null
  fields: string[]
  format: string
  /** Rows with geometry in lon/lat; a row that cannot be read is put in the tally and left out. */
  rows(): AsyncIterable<SourceFeature>
  close(): Promise<void>
}

const LON_LAT = new Set(['EPSG:4326', 'OGC:CRS84', 'CRS84'])

/** Opens a package's file; the CRS is the manifest's if it names one, else the file's, else lon/lat. */
export async function openEntry(
  path: string,
  reading: Reading,
  tally: Tally,
  headings?: (cells: string[]) => boolean,
): Promise<OpenedEntry> {
  const { layer, sheet, encoding, lon, lat } = reading
  const options = { layer, sheet, encoding, lon, lat, headings }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const file = await openSourceFile(path, given)
  const crs = reading.crs ? identifyCrs(reading.crs) : file.crs
  const toLonLat = crs && !LON_LAT.has(crs) ? makeToLonLat(crs) : undefined

  async function* rows(): AsyncIterable<SourceFeature> {
    for await (const feature of file.features()) {
      tally.add('rows')
      if (feature.fault) {
        tally.reject(feature.row, feature.fault)
        continue
      }
      const placed = place(feature)
      if (!placed) continue
      const properties = storableCells(placed.properties)
      if (properties !== placed.properties)
        tally.note(placed.row, 'control characters that no text holds were taken out')
      yield { ...placed, properties }
    }
  }

  function place(feature: SourceFeature): SourceFeature | undefined {
    if (!feature.geometry || !toLonLat) return feature
    try {
      return { ...feature, geometry: toLonLat(feature.geometry) as Geometry }
    } catch (error) {
      tally.reject(feature.row, error instanceof Error ? error.message : String(error), {
        expected: `coordinates in ${crs}`,
      })
      return undefined
    }
  }

  return { crs, fields: file.fields, format: file.format, rows, close: () => file.close() }
}

/** The cells of a table's row: what readers of tables put into a feature's properties. */
export function cellsOf({ properties }: Pick<SourceFeature, 'properties'>): Record<string, Cell> {
  return properties as Record<string, Cell>
}

/** A cell as text: trimmed, null when empty. */
export function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = String(value).trim()
  return text === '' ? null : text
}

/** Refuses an entry that names a column that the file does not have, telling which there are. */
export function requireColumns(file: string, fields: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((column) => !fields.includes(column))
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ')
    throw new MissingColumn(file, `a column ${names}`, fields.slice(0, MOST_FIELDS_SHOWN).join(', '))
  }
}

const MOST_FIELDS_SHOWN = 30

/** The manifest and a file do not fit together: the file lacks what the entry needs of it. */
export class MissingColumn extends Problem {
  constructor(file: string, expected: string, received: string) {
    const detail = `${file}: expected ${expected}; its columns are: ${received}`
    super({ title: 'Column missing', status: 400, detail, parameter: file, received, expected })
    this.name = 'MissingColumn'
  }
}
