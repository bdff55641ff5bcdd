import type { Knex } from 'knex'
import { facilityColours } from '../../core/style/palettes.ts'
import { always, catalogued, select, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerStory } from '../layers/layer.ts'
import { noStory } from '../layers/legend.ts'
import { keyword } from '../layers/lineage.ts'
import * as say from '../layers/processing-steps.ts'
import { sourceOf } from '../layers/provenance.ts'

export const facilityLayer: LayerDefinition = {
  id: 'facilities',
  title: { id: 'Sekolah dan layanan', en: 'Facilities' },
  description: { id: 'Sekolah, puskesmas, dan layanan lain', en: 'Schools, health centres and others' },
  group: 'services',
  geometry: 'point',
  coverage: false,
  minZoom: 0,
  maxZoom: 16,
  heat: false,
  fields: [
    { name: 'id', sql: 'f.source_id', type: 'string', title: { id: 'ID', en: 'ID' }, inTiles: true },
    { name: 'type', sql: 'f.type', type: 'string', title: { id: 'Jenis', en: 'Type' }, inTiles: true },
    { name: 'name', sql: 'f.name', type: 'string', title: { id: 'Nama', en: 'Name' }, inTiles: true },
    {
      name: 'villageCode',
      sql: 'f.village_code',
      type: 'string',
      title: { id: 'Kode desa', en: 'Village code' },
      inTiles: true,
    },
  ],
  from: catalogued('facilities f'),
  where: always,
  key: 'f.id',
  geom: 'f.geom',
  tileGeom: 'f.geom',
  source: null,
  readSource: sourceOf('facilities%'),
  readStory,
  licence: null,
  year: null,
  lineage: {
    topic: 'structure',
    keywords: [keyword.services, { id: 'sekolah', en: 'schools' }, { id: 'kesehatan', en: 'health' }],
    roles: ['facilities%'],
    from: [],
    steps: [say.facilitiesPlaced],
    updateFrequency: 'asNeeded',
  },
}

async function readStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<{ type: string; count: number; placed: number }>(
    knex,
    sql`SELECT type, count(*)::int AS count, count(geom)::int AS placed FROM facilities GROUP BY type ORDER BY 2 DESC, 1`,
  )
  if (rows.length === 0) return noStory
  const items = rows.slice(0, facilityColours.length).map(({ type }, index) => ({
    value: type,
    colour: facilityColours[index] ?? '',
    label: { id: type, en: type },
  }))
  const counts = rows.slice(0, 3).map(({ type, count }) => `${count} ${type}`)
  const words = counts.join(', ')
  return {
    ...noStory,
    legend: { kind: 'categories', property: 'type', items },
    finding: { id: words, en: words },
  }
}
