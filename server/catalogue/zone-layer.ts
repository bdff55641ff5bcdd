import { bound, catalogued, joinSql, type SqlFragment, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'
import { keyword } from '../layers/lineage.ts'
import * as say from '../layers/processing-steps.ts'
import { visibleZone } from '../layers/visibility.ts'
import { changed } from '../layers/written.ts'

/** A figure as it stood when the zone was saved; missing or withheld ones are null. */
const figure = (path: string) => `(z.statistics #>> '{${path}}')::float8`

const field = (
  name: string,
  sql: string,
  type: LayerField['type'],
  [id, en]: [string, string],
): LayerField => ({ name, sql, type, title: { id, en }, inTiles: true })
const people = { id: 'orang', en: 'people' }
const percent = { id: '%', en: '%' }

/** A count of people with the bounds of its truth, and the share of the zone on which it rests. */
function interpolated(
  [name, suffix]: [string, string],
  sqlOf: (part: string) => string,
  [id, en]: [string, string],
): LayerField[] {
  const part = (of: string, member: string, title: [string, string], unit = people): LayerField => ({
    ...field(`${name}${of}${suffix}`, sqlOf(member), 'number', title),
    unit,
    inTiles: of === '',
  })
  return [
    part('', 'value', [id, en]),
    part('Low', 'low', [`${id}, paling sedikit`, `${en}, at least`]),
    part('High', 'high', [`${id}, paling banyak`, `${en}, at most`]),
    part(
      'Coverage',
      'coveragePercent',
      [`${id}, bagian wilayah yang diketahui`, `${en}, share of the area known`],
      percent,
    ),
  ]
}

/** Published zones; drafts of the office are not there at all. */
export function zoneLayer(services: readonly string[]): LayerDefinition {
  return {
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
    fields: zoneFields(services),
    from: sql`zones z ${joinSql(services.map(beyondOf), ' ')}`,
    where: catalogued(visibleZone),
    key: 'z.key',
    geom: 'z.geom',
    tileGeom: 'z.geom',
    source: null,
    licence: null,
    year: null,
    written: changed(catalogued('z.updated_at'), sql`FROM zones z WHERE ${catalogued(visibleZone)}`),
    lineage: {
      topic: 'planningCadastre',
      keywords: [keyword.planning, { id: 'zona prioritas', en: 'priority zones' }],
      roles: [],
      from: ['proposals', 'need'],
      steps: [say.zoneFigures],
      updateFrequency: 'irregular',
    },
  }
}

function zoneFields(services: readonly string[]): LayerField[] {
  return [
    field('id', 'z.id', 'string', ['ID', 'ID']),
    field('name', 'z.name', 'string', ['Nama', 'Name']),
    field('version', 'z.version', 'integer', ['Versi', 'Version']),
    ...interpolated(['population', ''], (part) => figure(`population,${part}`), ['Penduduk', 'Population']),
    ...interpolated(['poorPopulation', ''], (part) => figure(`poorPopulation,${part}`), [
      'Penduduk miskin',
      'Poor people',
    ]),
    ...services.flatMap((service, index) =>
      interpolated(['beyond', `_${service}`], (part) => `(s${index}.beyond ->> '${part}')::float8`, [
        `Penduduk di luar standar ${service}`,
        `People beyond the ${service} standard`,
      ]),
    ),
    field('proposals', figure('proposals,count'), 'integer', ['Usulan', 'Proposals']),
    field('costRupiah', figure('proposals,costRupiah'), 'number', ['Biaya (rupiah)', 'Cost (rupiah)']),
    {
      ...field('areaKm2', figure('areaKm2'), 'number', ['Luas (km²)', 'Area (km²)']),
      unit: { id: 'km²', en: 'km²' },
    },
  ]
}

/** The figures of one service, which a zone that was saved before the service was known does not have. */
function beyondOf(service: string, index: number): SqlFragment {
  const alias = catalogued(`s${index}`)
  return sql`LEFT JOIN LATERAL (
    SELECT one -> 'beyond' AS beyond FROM jsonb_array_elements(coalesce(z.statistics -> 'services', '[]')) AS one
    WHERE one ->> 'service' = ${bound(service, 'text')} LIMIT 1) ${alias} ON true`
}
