import type { Knex } from 'knex'
import {
  accessFields,
  cellField,
  densityFields,
  districtFields,
  hotspotFields,
  inequalityFields,
  moranFields,
  perPoorFields,
  silenceFields,
  villageFields,
  villageHotspotFields,
} from './analysis-fields.ts'
import type { Label, LayerDefinition, LayerField } from './layer.ts'

interface AnalysisLayer {
  title: Label
  description: Label
  over: 'village' | 'district' | 'cells'
  fields: readonly LayerField[]
}

const layers: Readonly<Record<string, AnalysisLayer>> = {
  hotspots: {
    title: { id: 'Titik panas usulan', en: 'Hot spots of proposals' },
    description: {
      id: 'Tempat usulan berkumpul lebih dari kebetulan (Gi*), di berapa kisi',
      en: 'Where proposals gather beyond chance (Gi*), and in how many grids',
    },
    over: 'cells',
    fields: hotspotFields,
  },
  'hotspots-village': {
    title: { id: 'Titik panas per desa', en: 'Hot spots by village' },
    description: {
      id: 'Desa yang bersama tetangganya mengusulkan lebih dari kebetulan (Gi*)',
      en: 'Villages that, with their neighbours, propose beyond chance (Gi*)',
    },
    over: 'village',
    fields: villageHotspotFields,
  },
  'local-moran': {
    title: { id: 'Kantong kemiskinan', en: 'Clusters of poverty' },
    description: {
      id: 'Desa miskin di antara desa miskin, dan sebaliknya (Moran lokal)',
      en: 'Poor villages among poor ones, and the reverse (local Moran)',
    },
    over: 'village',
    fields: moranFields,
  },
  density: {
    title: { id: 'Kerapatan usulan', en: 'Density of proposals' },
    description: { id: 'Usulan per km², dihaluskan', en: 'Proposals per km², smoothed' },
    over: 'cells',
    fields: densityFields,
  },
  inequality: {
    title: { id: 'Ketimpangan rupiah', en: 'Inequality of rupiah' },
    description: {
      id: 'Seberapa timpang rupiah usulan antardesa di tiap kecamatan',
      en: 'How unequally rupiah asked falls on the villages of each district',
    },
    over: 'district',
    fields: inequalityFields,
  },
  'silent-deserts': {
    title: { id: 'Desa butuh yang diam', en: 'Silent deserts' },
    description: {
      id: 'Kebutuhan tinggi, tetapi tidak ada usulan',
      en: 'High need, but no proposal',
    },
    over: 'village',
    fields: silenceFields,
  },
  'rupiah-per-poor': {
    title: { id: 'Rupiah per orang miskin', en: 'Rupiah per poor person' },
    description: {
      id: 'Rupiah usulan dibagi penduduk miskin desa',
      en: 'Rupiah of proposals over the poor people of the village',
    },
    over: 'village',
    fields: perPoorFields,
  },
}

function layerNamed(id: string): AnalysisLayer | undefined {
  if (!id.startsWith('access-')) return Object.hasOwn(layers, id) ? layers[id] : undefined
  const service = id.slice('access-'.length)
  return {
    title: { id: `Akses ${service}`, en: `Access: ${service}` },
    description: {
      id: `Fasilitas ${service} per 10.000 penduduk yang terjangkau (E2SFCA)`,
      en: `${service} facilities within reach per 10,000 people (E2SFCA)`,
    },
    over: 'village',
    fields: accessFields,
  }
}

const areas = `areas a LEFT JOIN analysis_areas r ON r.area_code = a.code AND r.layer = ? WHERE a.level = `

/** The layers of the analyses that have been computed; one that never was has no layer yet. */
export async function readAnalysisLayers(knex: Knex): Promise<LayerDefinition[]> {
  const rows = await knex('analyses')
    .orderBy('id')
    .select<{ layers: string[]; source: string | null }[]>(
      'layers',
      knex.raw(`report ->> 'source' AS source`),
    )
  return rows.flatMap(({ layers: ids, source }) => ids.flatMap((id) => define(id, source)))
}

function define(id: string, source: string | null): LayerDefinition[] {
  const layer = layerNamed(id)
  if (!layer) return []
  const { title, description, over, fields } = layer
  const base = {
    id,
    title,
    description,
    group: 'other' as const,
    geometry: 'polygon' as const,
    minZoom: 0,
    maxZoom: 16,
    heat: false,
    bindings: [id],
    source,
    licence: null,
    year: null,
  }
  if (over === 'cells') {
    const place = { key: 'r.id', geom: 'r.geom', tileGeom: 'r.geom', coverage: false }
    return [{ ...base, ...place, fields: [cellField, ...fields], from: 'analysis_cells r WHERE r.layer = ?' }]
  }
  const place = { key: 'a.id', geom: 'a.geom', tileGeom: 'a.clean', coverage: true }
  const named = over === 'village' ? villageFields : districtFields
  return [{ ...base, ...place, fields: [...named, ...fields], from: `${areas}'${over}'` }]
}
