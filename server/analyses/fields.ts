import type { Label } from '../../core/proposal/label.ts'
import type { LayerField } from '../layers/layer.ts'

export const rupiah = { id: 'rupiah', en: 'rupiah' }
export const people = { id: 'orang', en: 'people' }
export const percent = { id: '%', en: '%' }

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
