import { always, catalogued } from '../database/sql-fragment.ts'
import type { LayerDefinition } from '../layers/layer.ts'

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
  licence: null,
  year: null,
}
