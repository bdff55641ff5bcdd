import type { LayerDefinition, LayerField } from './layer.ts'
import { visibleZone } from './visibility.ts'

/** A figure as it stood when the zone was saved; missing or withheld ones are null. */
const figure = (path: string) => `(z.statistics #>> '{${path}}')::float8`

const field = (
  name: string,
  sql: string,
  type: LayerField['type'],
  [id, en]: [string, string],
): LayerField => ({ name, sql, type, title: { id, en }, inTiles: true })
const people = { id: 'orang', en: 'people' }

/** Published zones; drafts of the office are not there at all. */
export const zoneLayer: LayerDefinition = {
  id: 'zones',
  title: { id: 'Zona', en: 'Zones' },
  description: {
    id: 'Wilayah yang digambar perencana, dengan angka saat disimpan',
    en: 'Areas drawn by planners, with the figures of when they were saved',
  },
  group: 'other',
  geometry: 'polygon',
  coverage: false,
  minZoom: 0,
  maxZoom: 16,
  heat: false,
  fields: [
    field('id', 'z.id', 'string', ['ID', 'ID']),
    field('name', 'z.name', 'string', ['Nama', 'Name']),
    field('version', 'z.version', 'integer', ['Versi', 'Version']),
    {
      ...field('population', figure('population,value'), 'number', ['Penduduk', 'Population']),
      unit: people,
    },
    {
      ...field('poorPopulation', figure('poorPopulation,value'), 'number', [
        'Penduduk miskin',
        'Poor people',
      ]),
      unit: people,
    },
    field('proposals', figure('proposals,count'), 'integer', ['Usulan', 'Proposals']),
    field('costRupiah', figure('proposals,costRupiah'), 'number', ['Biaya (rupiah)', 'Cost (rupiah)']),
    {
      ...field('areaKm2', figure('areaKm2'), 'number', ['Luas (km²)', 'Area (km²)']),
      unit: { id: 'km²', en: 'km²' },
    },
  ],
  from: `zones z WHERE ${visibleZone}`,
  bindings: [],
  key: 'z.key',
  geom: 'z.geom',
  tileGeom: 'z.geom',
  source: null,
  licence: null,
  year: null,
}
