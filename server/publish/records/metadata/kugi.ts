import type { Label } from '../../../../core/proposal/label.ts'

/**
 * How the Indonesian feature catalogue (Katalog Unsur Geografi Indonesia, KUGI) names what a layer holds: its object,
 * and its attributes by the names of our fields. Values that KUGI codes are reported in words.
 */
export interface KugiObject {
  object: string
  attributes: readonly { field: string; name: string }[]
  values: readonly Label[]
}

const unsettled: Label = {
  id: 'STSBTS: indikatif, belum definitif',
  en: 'STSBTS: indicative, not settled',
}

const objects: Readonly<Record<string, KugiObject>> = {
  'areas-village': {
    object: 'ADMINISTRASIDESA_AR',
    attributes: [
      { field: 'code', name: 'KDEPUM' },
      { field: 'name', name: 'WADMKD' },
      { field: 'districtCode', name: 'KDCPUM' },
    ],
    values: [
      {
        id: 'TIPADM: 1 desa, 2 kelurahan (angka pertama dari empat angka terakhir kode: 2 desa, 1 kelurahan)',
        en: 'TIPADM: 1 desa, 2 kelurahan (first of the last four digits of the code: 2 desa, 1 kelurahan)',
      },
      unsettled,
    ],
  },
  'areas-district': {
    object: 'ADMINISTRASIKECAMATAN_AR',
    attributes: [
      { field: 'code', name: 'KDCPUM' },
      { field: 'name', name: 'WADMKC' },
    ],
    values: [unsettled],
  },
}

export function kugiOf(layer: string): KugiObject | null {
  return Object.hasOwn(objects, layer) ? (objects[layer] ?? null) : null
}
