import { always, catalogued } from '../../../server/database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../../server/layers/layer.ts'
import type { Row } from '../../support/evaluate-filter.ts'

const field = (name: string, sql: string, type: LayerField['type']): LayerField => ({
  name,
  sql,
  type,
  title: { id: name, en: name },
  inTiles: false,
})

/** Names, words with accents, quotes and wildcards, numbers at their edges, missing values. */
const NAMES = [
  'Jati',
  'jati',
  'JATI',
  'Jatí',
  'Jati Baru',
  'a_b',
  'a%b',
  'aXb',
  "d'Or",
  'É',
  'é',
  '',
  ' ',
  '日本',
  '\\',
  null,
]
const COUNTS = [0, 1, -1, 2, 3, 7, 10, 2147483647, -2147483648, null]
const RATES = [0, 0.5, -0.5, 1, 2.25, 1e12, -3, null]
const YEARS = [2023, 2024, 2025, 2026, 1, null]
const PLACES = [[110, -2], [111, -2], [111.5, -2.5], [112, -3], [113, -1], null] as const

const pick = <Item>(items: readonly Item[], turn: number): Item => items[turn % items.length] as Item

/** Rows whose values come in ever other combinations. */
export const rows: Row[] = Array.from({ length: 480 }, (_, turn) => {
  const place = pick(PLACES, turn * 5 + (turn >> 3))
  return {
    key: turn + 1,
    name: pick(NAMES, turn),
    other: pick(NAMES, turn * 3 + (turn >> 4)),
    count: pick(COUNTS, turn * 7 + (turn >> 2)),
    rate: pick(RATES, turn * 3 + (turn >> 5)),
    ready: pick([true, false, null], turn + (turn >> 3)),
    year: pick(YEARS, turn + (turn >> 4)),
    lon: place?.[0] ?? null,
    lat: place?.[1] ?? null,
  }
})

/** A layer over a table of these rows, as the catalogue would define one. */
export const sampleLayer: LayerDefinition = {
  id: 'sample',
  title: { id: 'Contoh', en: 'Sample' },
  description: { id: '', en: '' },
  group: 'other',
  geometry: 'point',
  coverage: false,
  minZoom: 0,
  maxZoom: 16,
  heat: false,
  fields: [
    field('name', 's.name', 'string'),
    field('other', 's.other', 'string'),
    field('count', 's.count', 'integer'),
    field('rate', 's.rate', 'number'),
    field('ready', 's.ready', 'boolean'),
    { ...field('year', 's.year', 'integer'), time: 'year' },
  ],
  from: catalogued('filter_sample s'),
  where: always,
  key: 's.key',
  geom: 's.geom',
  tileGeom: 's.geom',
  source: null,
  licence: null,
  year: null,
}

export const createSample = `CREATE TABLE filter_sample AS
  SELECT *, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS geom
  FROM json_to_recordset(?::json) AS r(key int, name text, other text, count int, rate float8, ready boolean, year int, lon float8, lat float8)`
