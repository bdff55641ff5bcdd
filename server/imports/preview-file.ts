import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Geometry } from 'geojson'
import type { FilePreview, PreviewDistrict, PreviewShape, ShapeKind } from '../../core/api/import-preview.ts'
import { type FileFacts, guessEntries } from '../../core/import/guess-entries.ts'
import { badParameter } from '../../core/problem.ts'
import { isSipdHeading, mapSipdColumns } from '../../core/proposal/sipd-columns.ts'
import { readSipdRow, type SipdContext } from '../../core/proposal/sipd-row.ts'
import type { Extent } from '../ingest/extent.ts'
import { UnreadableFile } from '../ingest/formats/unreadable-file.ts'
import { cellsOf, type OpenedEntry, openEntry } from '../ingest/read-entry.ts'
import { Tally } from '../ingest/report.ts'
import { FewValues } from './few-values.ts'
import { previewShape } from './preview-shape.ts'

const SAMPLE_ROWS = 20
/** From so many rows the roles of columns are guessed. */
const GUESS_ROWS = 200
const MOST_ROWS = 20_000
const MOST_MS = 4000
/** For the first look, so that the second has time too. */
const FIRST_MS = 2000
const MOST_SHAPES = 500
const ROWS_BETWEEN_TURNS = 100
const LONGEST_VALUE = 120
const KINDS: readonly ShapeKind[] = ['polygon', 'line', 'point']

export interface PreviewOptions {
  /** As the person's file is called. */
  name: string
  district: (PreviewDistrict & { extent: Extent | null }) | null
  signal: AbortSignal
}

interface Looked {
  rows: { row: number; properties: Record<string, unknown> }[]
  kinds: Record<ShapeKind, number>
  shapes: PreviewShape[]
  count: number
  placed: number
  isWhole: boolean
  values: FewValues
}

/**
 * Reads the beginning of a file (20,000 rows or four seconds at most) and says what it may be, without a change of the store.
 * Throws Problem (400) that says what came, where it is no file that an import reads.
 */
export async function previewFile(
  path: string,
  { name, district, signal }: PreviewOptions,
): Promise<FilePreview> {
  try {
    const { looked, opened, guess, tally } = await lookTwice(path, name, district?.extent ?? null, signal)
    const refused = tally.firstRefused
    return {
      name,
      format: opened.format,
      crs: opened.crs,
      fields: opened.fields,
      rows: looked.count,
      isWhole: looked.isWhole,
      placed: looked.placed,
      faulty: tally.counts.rejected ?? 0,
      firstFault: refused && { row: refused.row, reason: refused.reason },
      sample: looked.rows.slice(0, SAMPLE_ROWS).map(({ row, properties }) => ({
        row,
        values: opened.fields.map((field) => valueText(properties[field])),
      })),
      kinds: looked.values.kinds,
      guess,
      shapes: looked.shapes,
      district: district && withoutExtent(district),
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    throw badParameter('file', error.received, error.expected)
  }
}

/** Tables are read a second time where the first tells in which columns or words their places stand. */
async function lookTwice(path: string, name: string, extent: Extent | null, signal: AbortSignal) {
  const began = performance.now()
  const first = await look(path, { name, coordinates: {}, signal, placeOf: null, until: began + FIRST_MS })
  const { role, entries } = first.guess
  const { lon, lat } = entries.facilities
  const isSipd = role === 'proposals' && entries.proposals.format === 'sipd'
  if (!isSipd && !(lon && lat)) return first
  const coordinates = lon && lat ? { lon, lat } : {}
  const placeOf = isSipd ? placesOfSipd(first.opened.fields, extent) : null
  const second = await look(path, { name, coordinates, signal, placeOf, until: began + MOST_MS })
  return { ...second, guess: first.guess }
}

type PlacesOfRow = (properties: Record<string, unknown>) => Geometry | null

interface LookOptions {
  name: string
  coordinates: { lon?: string; lat?: string }
  signal: AbortSignal
  /** Where a row lies, if not where its geometry is. */
  placeOf: PlacesOfRow | null
  /** When no further row is read, by performance.now(). */
  until: number
}

async function look(path: string, options: LookOptions) {
  const { name, coordinates, placeOf } = options
  const tally = new Tally()
  const opened = await openEntry(path, coordinates, tally, isSipdHeading).catch((error: unknown) => {
    // A table whose heading is none of SIPD's is read from its own first row.
    if (!(error instanceof UnreadableFile)) throw error
    return openEntry(path, coordinates, tally)
  })
  try {
    const looked = await readRows(opened, options)
    const facts: FileFacts = {
      name,
      fields: opened.fields,
      rows: looked.rows.map(({ properties }) => properties),
      geometry: placeOf ? null : mostOf(looked.kinds),
    }
    return { looked, opened, tally, guess: guessEntries(facts) }
  } finally {
    await opened.close()
  }
}

async function readRows(opened: OpenedEntry, { signal, placeOf, until }: LookOptions): Promise<Looked> {
  const looked: Looked = {
    rows: [],
    kinds: { point: 0, line: 0, polygon: 0 },
    shapes: [],
    count: 0,
    placed: 0,
    isWhole: true,
    values: new FewValues(opened.fields),
  }
  for await (const { row, properties, geometry } of opened.rows()) {
    if (looked.count >= MOST_ROWS || performance.now() > until) {
      looked.isWhole = false
      break
    }
    looked.count += 1
    looked.values.add(properties)
    if (looked.rows.length < GUESS_ROWS) looked.rows.push({ row, properties })
    const place = placeOf ? placeOf(properties) : geometry
    if (place) addPlace(looked, place)
    if (looked.count % ROWS_BETWEEN_TURNS === 0) {
      await nextTurn()
      signal.throwIfAborted()
    }
  }
  return looked
}

function addPlace(looked: Looked, place: Geometry): void {
  looked.placed += 1
  const shape = previewShape(place)
  if (!shape) return
  looked.kinds[shape.kind] += 1
  if (looked.shapes.length < MOST_SHAPES) looked.shapes.push(shape)
}

/** Where a row of a SIPD export says that it lies: its columns of coordinates, or its address text. */
function placesOfSipd(fields: readonly string[], extent: Extent | null): PlacesOfRow {
  const columns = mapSipdColumns(fields)
  const [w = 0, s = 0, e = 0, n = 0] = extent ?? []
  const context: SipdContext = { columns, year: 2000, ...(extent ? { extent: [w, s, e, n] } : {}) }
  return (properties) => {
    const [place] = readSipdRow(cellsOf({ properties }), context).draft?.coordinates ?? []
    return place ? { type: 'Point', coordinates: [place.lon, place.lat] } : null
  }
}

function mostOf(kinds: Looked['kinds']): FileFacts['geometry'] {
  const [most] = KINDS.toSorted((a, b) => kinds[b] - kinds[a])
  return most && kinds[most] > 0 ? most : null
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text =
    value instanceof Date
      ? value.toISOString().slice(0, 10)
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text
}

function withoutExtent({ id, name, codeEdition, workingCrs, outlines }: PreviewDistrict): PreviewDistrict {
  return { id, name, codeEdition, workingCrs, outlines }
}
