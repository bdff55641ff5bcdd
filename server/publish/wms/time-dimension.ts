import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import { hasYears, yearsOf } from '../../layers/layer-at-year.ts'
import { refuse } from './wms-fault.ts'

/** Which years a layer can be drawn of. */
export interface TimeDimension {
  /** First to last. */
  years: readonly number[]
  /** The rows say their year, so that several years can be drawn at once; else each year is a snapshot. */
  several: boolean
}

const MOST_YEARS = 200

/** `rowYears`: first and last year of the rows, of a layer whose rows tell years. Null where a layer knows no time. */
export function timeDimension(
  layer: LayerDefinition,
  rowYears: readonly [number, number] | null,
): TimeDimension | null {
  if (yearField(layer)) {
    if (!rowYears) return null
    const [first, last] = rowYears
    const length = Math.min(MOST_YEARS, last - first + 1)
    return { years: Array.from({ length }, (_, at) => first + at), several: true }
  }
  if (hasYears(layer) || !layer.archives?.length) return null
  return { years: yearsOf(layer).reverse(), several: false }
}

/** The field that tells a row's year. */
export function yearField({ fields }: LayerDefinition): LayerField | undefined {
  return fields.find(({ name, time }) => name === 'year' && time === 'year')
}

const MOMENT = /^(\d{4})(?:-\d\d(?:-\d\d(?:T[\d:.]{2,15}(?:Z|[-+]\d\d:?\d\d)?)?)?)?$/

/**
 * The years that TIME means (06-042, annex D): moments by their year, intervals `from/to` with all years between, and lists of
 * these. Undefined for `current` and for nothing: what is there now.
 */
export function readYears(text: string | undefined): number[] | undefined {
  if (text === undefined || /^current$/i.test(text.trim())) return undefined
  const years = new Set<number>()
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const [from = '', to = from, , ...more] = part.split('/')
    const [first, last] = [yearOf(from), yearOf(to)]
    if (first === undefined || last === undefined || first > last || more.length > 0) throw noTime(text)
    if (last - first + 1 > MOST_YEARS || years.size > MOST_YEARS) throw noTime(text)
    for (let year = first; year <= last; year++) years.add(year)
  }
  return [...years]
}

function yearOf(text: string): number | undefined {
  const year = MOMENT.exec(text.trim())?.[1]
  return year === undefined ? undefined : Number(year)
}

function noTime(text: string) {
  return refuse(
    'InvalidDimensionValue',
    'time',
    text,
    `years such as 2025, 2024/2025 or 2024,2025, at most ${MOST_YEARS}`,
  )
}
