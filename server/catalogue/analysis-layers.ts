import type { Knex } from 'knex'
import type { Label } from '../../core/proposal/label.ts'
import { bound, catalogued, rawOf, sql } from '../database/sql-fragment.ts'
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
  smoothedFields,
  value,
  villageFields,
  villageHotspotFields,
} from '../layers/analysis-fields.ts'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'

interface AnalysisLayer {
  title: Label
  description: Label
  over: 'village' | 'district' | 'cells'
  /** The layer whose rows it shows in other colours. */
  rowsOf?: string
  fields: readonly LayerField[]
}

const RUPIAH = { id: 'rupiah', en: 'rupiah' }
const PERCENT = { id: '%', en: '%' }

const amounts = [
  { ending: '', id: 'diusulkan', en: 'asked' },
  { ending: '-accepted', id: 'diterima', en: 'accepted' },
  { ending: '-realised', id: 'terealisasi', en: 'realised' },
] as const

/** Whether a field is of an amount (asked without an ending), and of an index where one is named; others belong to all. */
function isOf(field: string, ending: string, index?: string): boolean {
  const [, amount, what = ''] = /^(asked|accepted|realised)(.*)$/.exec(field) ?? []
  if (amount === undefined) return true
  if (amount !== (ending.slice(1) || 'asked')) return false
  return index === undefined || what === index || what === 'PerPerson'
}

function perPoorLayers(): Record<string, AnalysisLayer> {
  const all = amounts.map(({ ending, id, en }): [string, AnalysisLayer] => [
    `rupiah-per-poor${ending}`,
    {
      title: { id: `Rupiah ${id} per orang miskin`, en: `Rupiah ${en} per poor person` },
      description: {
        id: `Rupiah usulan yang ${id} dibagi penduduk miskin desa`,
        en: `Rupiah of proposals ${en} over the poor people of the village`,
      },
      over: 'village',
      rowsOf: 'rupiah-per-poor',
      fields: ending === '' ? perPoorFields : perPoorFields.filter(({ name }) => isOf(name, ending)),
    },
  ])
  return Object.fromEntries(all)
}

function acceptedLayers(): Record<string, AnalysisLayer> {
  const asked = value('askedRupiah', 'number', ['Rupiah diusulkan', 'Rupiah asked'], RUPIAH)
  const all = amounts.slice(1).map(({ ending, id, en }): [string, AnalysisLayer] => {
    const name = ending.slice(1)
    const share = value(`${name}Share`, 'number', [`Bagian yang ${id}`, `Share ${en}`], PERCENT)
    return [
      `${name}-share`,
      {
        title: { id: `Bagian rupiah yang ${id}`, en: `Share of rupiah ${en}` },
        description: {
          id: `Rupiah usulan yang ${id} dari yang diusulkan desa`,
          en: `Rupiah ${en} of those that the village asked for`,
        },
        over: 'village',
        rowsOf: 'accepted-share',
        fields: [asked, share],
      },
    ]
  })
  return Object.fromEntries(all)
}

function inequalityLayers(): Record<string, AnalysisLayer> {
  const indices = [
    { ending: '', property: 'Gini', id: 'Gini', en: 'Gini' },
    { ending: '-theil', property: 'Theil', id: 'Theil', en: 'Theil' },
    { ending: '-concentration', property: 'Concentration', id: 'Indeks konsentrasi', en: 'Concentration' },
  ]
  const all = indices.flatMap((index) =>
    amounts.map(({ ending, id, en }): [string, AnalysisLayer] => [
      `inequality${index.ending}${ending}`,
      {
        title: { id: `${index.id} rupiah ${id}`, en: `${index.en} of rupiah ${en}` },
        description: {
          id: `Seberapa timpang rupiah ${id} antardesa di tiap kecamatan (${index.id})`,
          en: `How unequally rupiah ${en} fall on the villages of each district (${index.en})`,
        },
        over: 'district',
        rowsOf: 'inequality',
        fields:
          index.ending + ending === ''
            ? inequalityFields
            : inequalityFields.filter(({ name }) => isOf(name, ending, index.property)),
      },
    ]),
  )
  return Object.fromEntries(all)
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
  'hotspots-rupiah': {
    title: { id: 'Titik panas rupiah', en: 'Hot spots of rupiah' },
    description: {
      id: 'Tempat rupiah usulan berkumpul lebih dari kebetulan (Gi*), di berapa kisi',
      en: 'Where the rupiah of proposals gather beyond chance (Gi*), and in how many grids',
    },
    over: 'cells',
    rowsOf: 'hotspots',
    fields: hotspotFields.filter(({ name }) => name === 'grids' || name.startsWith('rupiah')),
  },
  'hotspots-village-rupiah': {
    title: { id: 'Titik panas rupiah per desa', en: 'Hot spots of rupiah by village' },
    description: {
      id: 'Desa yang bersama tetangganya mengusulkan rupiah lebih dari kebetulan (Gi*)',
      en: 'Villages that, with their neighbours, ask for rupiah beyond chance (Gi*)',
    },
    over: 'village',
    rowsOf: 'hotspots-village',
    fields: villageHotspotFields.filter(({ name }) => name.startsWith('rupiah')),
  },
  'density-rupiah': {
    title: { id: 'Kerapatan rupiah', en: 'Density of rupiah' },
    description: {
      id: 'Juta rupiah usulan per km², dihaluskan',
      en: 'Million rupiah of proposals per km², smoothed',
    },
    over: 'cells',
    rowsOf: 'density',
    fields: densityFields.filter(({ name }) => name !== 'perKm2'),
  },
  density: {
    title: { id: 'Kerapatan usulan', en: 'Density of proposals' },
    description: { id: 'Usulan per km², dihaluskan', en: 'Proposals per km², smoothed' },
    over: 'cells',
    fields: densityFields,
  },
  'poverty-smoothed': {
    title: { id: 'Kemiskinan, dihaluskan', en: 'Poverty, smoothed' },
    description: {
      id: 'Penduduk miskin desa dalam persen; angka desa kecil ditarik ke rata-rata (Bayes empiris)',
      en: 'Poor people of the village in per cent; rates of small villages are drawn to the mean (empirical Bayes)',
    },
    over: 'village',
    fields: smoothedFields,
  },
  'proposals-smoothed': {
    title: { id: 'Usulan per penduduk, dihaluskan', en: 'Proposals a head, smoothed' },
    description: {
      id: 'Usulan per 1.000 penduduk desa; angka desa kecil ditarik ke rata-rata (Bayes empiris)',
      en: 'Proposals per 1,000 people of the village; rates of small villages are drawn to the mean (empirical Bayes)',
    },
    over: 'village',
    rowsOf: 'poverty-smoothed',
    fields: smoothedFields.filter(({ name }) => name.startsWith('perThousand')),
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
  ...acceptedLayers(),
  ...perPoorLayers(),
  ...inequalityLayers(),
}

function layerNamed(id: string): AnalysisLayer | undefined {
  if (!id.startsWith('access-')) return Object.hasOwn(layers, id) ? layers[id] : undefined
  const service = id.slice('access-'.length)
  return {
    title: { id: `Akses ${service}`, en: `Access: ${service}` },
    description: {
      id: `Fasilitas ${service}, atau kapasitasnya, per 10.000 penduduk yang terjangkau (E2SFCA)`,
      en: `${service} facilities, or their capacity, within reach per 10,000 people (E2SFCA)`,
    },
    over: 'village',
    fields: accessFields,
  }
}

/** The layers of the analyses that have been computed; one that never was has no layer yet. */
export async function readAnalysisLayers(knex: Knex): Promise<LayerDefinition[]> {
  const rows = await knex('analyses')
    .orderBy('id')
    .select<{ layers: string[]; source: string | null }[]>(
      'layers',
      rawOf(knex, sql`report ->> 'source' AS source`),
    )
  return rows.flatMap(({ layers: ids, source }) => ids.flatMap((id) => define(id, source)))
}

function define(id: string, source: string | null): LayerDefinition[] {
  const layer = layerNamed(id)
  if (!layer) return []
  const { title, description, over, fields } = layer
  const rows = bound(layer.rowsOf ?? id, 'text')
  const base = {
    id,
    title,
    description,
    group: 'other' as const,
    geometry: 'polygon' as const,
    minZoom: 0,
    maxZoom: 16,
    heat: false,
    source,
    licence: null,
    year: null,
  }
  if (over === 'cells') {
    const place = { key: 'r.id', geom: 'r.geom', tileGeom: 'r.geom', coverage: false }
    const from = catalogued('analysis_cells r')
    return [{ ...base, ...place, fields: [cellField, ...fields], from, where: sql`r.layer = ${rows}` }]
  }
  const place = { key: 'a.id', geom: 'a.geom', tileGeom: 'a.clean', coverage: true }
  const named = over === 'village' ? villageFields : districtFields
  const from = sql`areas a LEFT JOIN analysis_areas r ON r.area_code = a.code AND r.layer = ${rows}`
  const where = sql`a.level = ${bound(over, 'text')}`
  return [{ ...base, ...place, fields: [...named, ...fields], from, where }]
}
