import type { Label } from '../../core/proposal/label.ts'
import type { LayerField } from './layer.ts'

const rupiah = { id: 'rupiah', en: 'rupiah' }
const people = { id: 'orang', en: 'people' }
const percent = { id: '%', en: '%' }

/** A value that an analysis left for this area or cell, under its public name. */
export function value(
  name: string,
  type: LayerField['type'],
  [id, en]: [string, string],
  unit?: Label,
  inTiles = true,
): LayerField {
  const text = `r.properties ->> '${name}'`
  const sql = type === 'string' ? text : `(${text})::${type === 'boolean' ? 'boolean' : 'float8'}`
  return { name, sql, type, title: { id, en }, inTiles, ...(unit ? { unit } : {}) }
}

export const villageFields: readonly LayerField[] = [
  { name: 'code', sql: 'a.code', type: 'string', title: { id: 'Kode', en: 'Code' }, inTiles: true },
  { name: 'name', sql: 'a.name', type: 'string', title: { id: 'Nama', en: 'Name' }, inTiles: true },
  {
    name: 'districtCode',
    sql: 'a.parent_code',
    type: 'string',
    title: { id: 'Kode kecamatan', en: 'District code' },
    inTiles: true,
  },
]
export const districtFields: readonly LayerField[] = villageFields.slice(0, 2)
export const cellField: LayerField = {
  name: 'cell',
  sql: 'r.cell',
  type: 'string',
  title: { id: 'Sel', en: 'Cell' },
  inTiles: true,
}

const zOf = (name: string, of: [string, string]): LayerField[] => [
  value(name, 'number', [`Gi* (z) ${of[0]}`, `Gi* (z) of ${of[1]}`]),
  value(
    name.replace(/z$/i, (z) => (z === 'z' ? 'p' : 'P')),
    'number',
    [`p ${of[0]}`, `p of ${of[1]}`],
  ),
  value(
    name.replace(/z$/i, (z) => (z === 'z' ? 'pAdjusted' : 'PAdjusted')),
    'number',
    [`p setelah FDR ${of[0]}`, `p after FDR of ${of[1]}`],
  ),
]

export const hotspotFields: readonly LayerField[] = [
  value('proposals', 'integer', ['Usulan', 'Proposals']),
  ...zOf('z', ['jumlah usulan', 'the count']),
  value('hotIn', 'integer', ['Titik panas di berapa kisi', 'Hot in how many grids']),
  value('coldIn', 'integer', ['Titik dingin di berapa kisi', 'Cold in how many grids']),
  value('grids', 'integer', ['Jumlah kisi', 'Grids']),
  value('pattern', 'string', ['Pola jumlah usulan', 'Pattern of the count']),
  value('rupiah', 'number', ['Biaya usulan', 'Cost of proposals'], rupiah),
  ...zOf('rupiahZ', ['rupiah', 'rupiah']),
  value('rupiahHotIn', 'integer', ['Titik panas rupiah di berapa kisi', 'Rupiah hot in how many grids']),
  value('rupiahColdIn', 'integer', ['Titik dingin rupiah di berapa kisi', 'Rupiah cold in how many grids']),
  value('rupiahPattern', 'string', ['Pola rupiah', 'Pattern of rupiah']),
]

export const villageHotspotFields: readonly LayerField[] = [
  value('proposals', 'integer', ['Usulan', 'Proposals']),
  ...zOf('z', ['jumlah usulan', 'the count']),
  value('pattern', 'string', ['Pola jumlah usulan', 'Pattern of the count']),
  value('perThousand', 'number', ['Usulan per 1.000 penduduk', 'Proposals per 1,000 people']),
  ...zOf('rateZ', ['usulan per penduduk', 'proposals per head']),
  value('ratePattern', 'string', ['Pola usulan per penduduk', 'Pattern of proposals per head']),
  value('rupiah', 'number', ['Biaya usulan', 'Cost of proposals'], rupiah),
  ...zOf('rupiahZ', ['rupiah', 'rupiah']),
  value('rupiahPattern', 'string', ['Pola rupiah', 'Pattern of rupiah']),
]

export const moranFields: readonly LayerField[] = [
  value('povertyRate', 'number', ['Penduduk miskin (%)', 'Poor people (%)'], percent),
  value('neighbours', 'integer', ['Desa tetangga', 'Neighbouring villages']),
  value('neighboursRate', 'number', ['Rata-rata tetangga (%)', 'Mean of the neighbours (%)'], percent),
  value('moran', 'number', ['I lokal', 'Local I']),
  value('p', 'number', ['p (permutasi, dua sisi)', 'p (permutation, two-sided)']),
  value('pAdjusted', 'number', ['p setelah FDR', 'p after FDR']),
  value('quadrant', 'string', ['Kelompok', 'Cluster']),
]

export const smoothedFields: readonly LayerField[] = [
  value('povertyRate', 'number', ['Penduduk miskin (%)', 'Poor people (%)'], percent),
  value(
    'povertySmoothed',
    'number',
    ['Penduduk miskin, dihaluskan (%)', 'Poor people, smoothed (%)'],
    percent,
  ),
  value('povertyWeight', 'number', ['Bobot angka sendiri (%)', 'Weight of its own rate (%)'], percent),
  value('perThousand', 'number', ['Usulan per 1.000 penduduk', 'Proposals per 1,000 people']),
  value('perThousandSmoothed', 'number', [
    'Usulan per 1.000 penduduk, dihaluskan',
    'Proposals per 1,000 people, smoothed',
  ]),
  value('perThousandWeight', 'number', ['Bobot angka sendiri (%)', 'Weight of its own rate (%)'], percent),
]

export const densityFields: readonly LayerField[] = [
  value('perKm2', 'number', ['Usulan per km²', 'Proposals per km²']),
  value('rupiahPerKm2', 'number', ['Rupiah per km²', 'Rupiah per km²'], rupiah),
  value('millionsPerKm2', 'number', ['Juta rupiah per km²', 'Million rupiah per km²']),
]

export const accessFields: readonly LayerField[] = [
  value('population', 'number', ['Penduduk yang dihitung', 'People counted'], people),
  value('access', 'number', [
    'Fasilitas atau kapasitas per 10.000 penduduk',
    'Facilities or capacity per 10,000 people',
  ]),
  value('without', 'number', ['Penduduk tanpa jangkauan', 'People who reach none'], people),
]

const amounts = [
  ['asked', 'diusulkan', 'asked'],
  ['accepted', 'diterima', 'accepted'],
  ['realised', 'terealisasi', 'realised'],
] as const

export const inequalityFields: readonly LayerField[] = [
  value('villages', 'integer', ['Desa', 'Villages']),
  value('population', 'number', ['Penduduk', 'Population'], people),
  ...amounts.flatMap(([key, id, en]) => [
    value(`${key}PerPerson`, 'number', [`Rupiah ${id} per penduduk`, `Rupiah ${en} per person`], rupiah),
    value(`${key}Gini`, 'number', [`Gini antardesa, rupiah ${id}`, `Gini between villages, rupiah ${en}`]),
    value(`${key}Theil`, 'number', [`Theil antardesa, rupiah ${id}`, `Theil between villages, rupiah ${en}`]),
    value(`${key}Williamson`, 'number', [
      `Indeks Williamson antardesa, rupiah ${id}`,
      `Williamson index between villages, rupiah ${en}`,
    ]),
    value(`${key}Concentration`, 'number', [
      `Indeks konsentrasi antardesa, rupiah ${id}`,
      `Concentration index between villages, rupiah ${en}`,
    ]),
  ]),
]

export const silenceFields: readonly LayerField[] = [
  value('povertyRate', 'number', ['Penduduk miskin (%)', 'Poor people (%)'], percent),
  value('beyondShare', 'number', ['Penduduk di luar standar (%)', 'People beyond standards (%)'], percent),
  value('needy', 'boolean', ['Kebutuhan tinggi', 'High need']),
  value('proposals', 'integer', ['Usulan dalam tahun yang dilihat', 'Proposals in the years looked at']),
  value('silentYears', 'integer', ['Tahun tanpa usulan', 'Years without a proposal']),
  value('silence', 'string', ['Kesunyian', 'Silence']),
]

export const perPoorFields: readonly LayerField[] = [
  value('poorPopulation', 'number', ['Penduduk miskin', 'Poor people'], people),
  ...amounts.flatMap(([key, id, en]) => [
    value(`${key}Rupiah`, 'number', [`Rupiah ${id}`, `Rupiah ${en}`], rupiah, false),
    value(
      `${key}PerPoor`,
      'number',
      [`Rupiah ${id} per orang miskin`, `Rupiah ${en} per poor person`],
      rupiah,
    ),
    value(`${key}Millions`, 'number', [
      `Juta rupiah ${id} per orang miskin`,
      `Million rupiah ${en} per poor person`,
    ]),
  ]),
  value('withheld', 'string', ['Alasan tanpa angka', 'Why there is no figure']),
]
