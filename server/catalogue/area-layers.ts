import type { Knex } from 'knex'
import { bound, catalogued, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'
import { keyword, PEOPLE, serviceRoles } from '../layers/lineage.ts'
import * as say from '../layers/processing-steps.ts'
import { sourceOf } from '../layers/provenance.ts'
import { changedWith } from '../layers/written.ts'
import { coverageStory, idmStory, povertyStory } from './area-stories.ts'

const from = catalogued('areas a LEFT JOIN area_figures f ON f.area_code = a.code')
const ofLevel = (level: 'village' | 'district') => sql`a.level = ${bound(level, 'text')}`
const base = {
  geometry: 'polygon' as const,
  coverage: true,
  minZoom: 0,
  maxZoom: 16,
  heat: false,
  key: 'a.id',
  geom: 'a.geom',
  tileGeom: 'a.clean',
  written: changedWith('figures'),
  source: null,
  licence: null,
  year: null,
}

const code: LayerField = {
  name: 'code',
  sql: 'a.code',
  type: 'string',
  title: { id: 'Kode', en: 'Code' },
  inTiles: true,
}
const name: LayerField = {
  name: 'name',
  sql: 'a.name',
  type: 'string',
  title: { id: 'Nama', en: 'Name' },
  inTiles: true,
}
const districtCode: LayerField = {
  name: 'districtCode',
  sql: 'a.parent_code',
  type: 'string',
  title: { id: 'Kode kecamatan', en: 'District code' },
  inTiles: true,
}
const people = { id: 'orang', en: 'people' }
const population: LayerField = {
  name: 'population',
  sql: 'f.population',
  type: 'number',
  title: { id: 'Penduduk', en: 'Population' },
  unit: people,
  inTiles: true,
}
const poorPopulation: LayerField = {
  name: 'poorPopulation',
  sql: 'f.poor_population',
  type: 'number',
  title: { id: 'Penduduk miskin', en: 'Poor people' },
  unit: people,
  inTiles: true,
}
/** Why there is no count of poor people, or what it leaves out; null where it is whole. */
export const POOR_WITHHELD = `CASE WHEN f.withheld_below IS NULL THEN NULL WHEN f.poor_population IS NULL
  THEN 'ditahan (kurang dari ' || f.withheld_below || ')' ELSE 'tanpa desa yang ditahan (kurang dari ' || f.withheld_below || ')' END`
const poorWithheld: LayerField = {
  name: 'poorWithheld',
  sql: POOR_WITHHELD,
  type: 'string',
  title: { id: 'Angka miskin yang ditahan', en: 'Poor people withheld' },
  inTiles: true,
}
const povertyRate: LayerField = {
  name: 'povertyRate',
  sql: 'round(f.poverty_rate::numeric, 2)::float8',
  type: 'number',
  title: { id: 'Penduduk miskin (%)', en: 'Poor people (%)' },
  unit: { id: '%', en: '%' },
  inTiles: true,
}
const idm: LayerField = {
  name: 'idm',
  sql: 'f.idm',
  type: 'number',
  title: { id: 'Indeks Desa Membangun', en: 'Village index (IDM)' },
  inTiles: true,
}
const idmStatus: LayerField = {
  name: 'idmStatus',
  sql: 'f.idm_status',
  type: 'string',
  title: { id: 'Status desa', en: 'Village status' },
  inTiles: true,
}

export const areaLayers: readonly LayerDefinition[] = [
  {
    ...base,
    id: 'areas-village',
    title: { id: 'Desa dan kelurahan', en: 'Villages' },
    description: { id: 'Batas indikatif, bukan acuan hukum', en: 'Indicative borders, no legal reference' },
    group: 'base',
    fields: [code, name, districtCode, population, poorPopulation, poorWithheld, povertyRate, idm, idmStatus],
    from,
    where: ofLevel('village'),
    readSource: editionOr('areas:village'),
    lineage: {
      topic: 'boundaries',
      keywords: [keyword.border, { id: 'desa', en: 'villages' }, { id: 'kelurahan', en: 'urban villages' }],
      roles: ['areas:village', 'statistics:%'],
      from: [],
      steps: [say.bordersCleaned, say.figuresJoined],
      updateFrequency: 'asNeeded',
    },
  },
  {
    ...base,
    id: 'areas-district',
    title: { id: 'Kecamatan', en: 'Districts' },
    description: { id: 'Gabungan desa per kecamatan', en: 'Villages joined by district' },
    group: 'base',
    fields: [code, name, population, poorPopulation, poorWithheld, povertyRate],
    from,
    where: ofLevel('district'),
    readSource: editionOr('areas:%'),
    lineage: {
      topic: 'boundaries',
      keywords: [keyword.border, { id: 'kecamatan', en: 'districts' }],
      roles: ['areas:district', 'areas:village', 'statistics:%'],
      from: ['areas-village'],
      steps: [say.bordersCleaned, say.districtsDissolved, say.figuresJoined],
      updateFrequency: 'asNeeded',
    },
  },
  {
    ...base,
    id: 'poverty',
    title: { id: 'Kemiskinan desa', en: 'Poverty by village' },
    description: { id: '% penduduk miskin', en: '% of people who are poor' },
    group: 'need',
    fields: [code, name, districtCode, population, poorPopulation, poorWithheld, povertyRate],
    from,
    where: ofLevel('village'),
    readSource: sourceOf('statistics:%poorPopulation%'),
    readStory: povertyStory,
    lineage: {
      topic: 'society',
      keywords: [keyword.poverty, { id: 'penduduk miskin', en: 'poor people' }, keyword.planning],
      roles: [PEOPLE, 'areas:village'],
      from: ['areas-village'],
      steps: [say.figuresJoined, say.povertyRate],
      updateFrequency: 'asNeeded',
    },
  },
  {
    ...base,
    id: 'idm',
    title: { id: 'Indeks Desa Membangun', en: 'Village index (IDM)' },
    description: {
      id: 'Status perkembangan desa; kelurahan tidak dinilai',
      en: 'Development status of desa; kelurahan have none',
    },
    group: 'need',
    fields: [code, name, districtCode, idm, idmStatus],
    from,
    where: ofLevel('village'),
    readSource: sourceOf('statistics:%idm%'),
    readStory: idmStory,
    lineage: {
      topic: 'society',
      keywords: [
        { id: 'Indeks Desa Membangun', en: 'village index' },
        { id: 'desa tertinggal', en: 'lagging villages' },
      ],
      roles: ['statistics:%idm%', 'areas:village'],
      from: ['areas-village'],
      steps: [say.figuresJoined],
      updateFrequency: 'asNeeded',
    },
  },
]

const METRES = { id: 'm', en: 'm' }
const coverageFields: readonly LayerField[] = [
  {
    name: 'nearestMetres',
    sql: 'round(c.nearest_m)::float8',
    type: 'integer',
    title: { id: 'Jarak terdekat (m)', en: 'Nearest (m)' },
    unit: METRES,
    inTiles: true,
  },
  {
    name: 'standardMetres',
    sql: 'c.standard_m',
    type: 'integer',
    title: { id: 'Standar (m)', en: 'Standard (m)' },
    unit: METRES,
    inTiles: true,
  },
  {
    name: 'beyond',
    sql: 'c.beyond',
    type: 'boolean',
    title: { id: 'Di luar standar', en: 'Beyond the standard' },
    inTiles: true,
  },
  {
    name: 'peopleBeyond',
    sql: 'round(c.people_beyond)::float8',
    type: 'number',
    title: { id: 'Penduduk di luar jangkauan', en: 'People beyond the standard' },
    unit: people,
    inTiles: true,
  },
]

export function coverageLayer(service: string, standardMetres: number): LayerDefinition {
  const kilometres = (standardMetres / 1000).toLocaleString('id-ID')
  return {
    ...base,
    id: `coverage-${service}`,
    title: { id: `Jangkauan ${service}`, en: `Access to ${service}` },
    description: {
      id: `Jarak lurus ke ${service} terdekat; standar ${kilometres} km`,
      en: `Straight distance to the nearest ${service}; standard ${standardMetres / 1000} km`,
    },
    group: 'services',
    fields: [code, name, ...coverageFields],
    from: sql`areas a JOIN coverage c ON c.area_code = a.code AND c.service = ${bound(service, 'text')}`,
    where: ofLevel('village'),
    written: changedWith(`coverage:${service}`),
    readSource: (knex) => sourceOfStandard(knex, service),
    readStory: (knex) => coverageStory(knex, service),
    lineage: {
      topic: 'society',
      keywords: [keyword.services, { id: service, en: service }],
      roles: ['areas:village', ...serviceRoles],
      from: ['areas-village', 'facilities'],
      steps: [say.coverage],
      updateFrequency: 'asNeeded',
    },
  }
}

/** Where borders are from; the edition of the codes where no file says. */
function editionOr(role: string): NonNullable<LayerDefinition['readSource']> {
  const named = sourceOf(role)
  return async (knex) => {
    const source = await named(knex)
    if (source !== null) return source
    const editions = await knex('packages').distinct().pluck<string[]>('code_edition')
    return editions.join('; ') || null
  }
}

async function sourceOfStandard(knex: Knex, service: string): Promise<string | null> {
  const row = await knex('service_standards')
    .where({ service })
    .first<{ source: string } | undefined>('source')
  return row?.source ?? null
}
