import { formatNumber } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import type { Figure, MissingCount, Parameter } from '../../../core/statistics/analysis-report.ts'

/** A number in the writing of a language. */
export type Say = (value: number, decimals?: number) => string

/** A sentence in both languages, each with numbers written its own way. */
export function inBoth(id: (say: Say) => string, en: (say: Say) => string): Label {
  return { id: id(sayIn('id')), en: en(sayIn('en')) }
}

function sayIn(language: Language): Say {
  return (value, decimals = 0) => formatNumber(value, language, decimals)
}

export const none: Label = { id: '', en: '' }
export const metres: Label = { id: 'm', en: 'm' }
export const rupiah: Label = { id: 'rupiah', en: 'rupiah' }
export const villagesUnit: Label = { id: 'desa', en: 'villages' }
export const proposalsUnit: Label = { id: 'usulan', en: 'proposals' }
export const people: Label = { id: 'orang', en: 'people' }
export const percent: Label = { id: '%', en: '%' }

export function figure(
  key: string,
  [id, en]: readonly [string, string],
  value: number,
  unit: Label = none,
): Figure {
  return { key, title: { id, en }, value: Number.isFinite(value) ? value : null, unit }
}

export function parameter(
  key: string,
  [id, en]: readonly [string, string],
  value: Parameter['value'],
  unit?: Label,
): Parameter {
  return { key, title: { id, en }, value, ...(unit ? { unit } : {}) }
}

export function missingCount(key: string, [id, en]: readonly [string, string], count: number): MissingCount {
  return { key, title: { id, en }, count }
}

/** Six significant digits: what a map or a chart can show, and no more than the data bear. */
export function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value)
    ? null
    : Number(value.toPrecision(6))
}

export const fewVillages: Label = {
  id: 'Kurang dari 30 desa: kesimpulan statistik lemah.',
  en: 'Fewer than 30 villages: statistical conclusions are weak.',
}
