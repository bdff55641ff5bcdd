import { fillPlaces, type Label, type Language } from '../proposal/label.ts'
import type { Step } from './lever-step.ts'
import { formatRaw } from './score-figures.ts'

/** What a criterion's value now is, and how it is called. */
export interface StepSubject {
  readonly title: Label
  readonly unit: Label
  /** Null when missing. */
  readonly raw: number | null
  readonly outOfRange: boolean
  /** Whether a greater raw value is worth more. */
  readonly fillsUp: boolean
}

const words = {
  fall: { id: '{title} turun dari {from} menjadi {to}', en: '{title} falls from {from} to {to}' },
  rise: { id: '{title} naik dari {from} menjadi {to}', en: '{title} rises from {from} to {to}' },
  fillAtLeast: { id: '{title} diisi, paling sedikit {to}', en: '{title} is filled in, at least {to}' },
  fillAtMost: { id: '{title} diisi, paling banyak {to}', en: '{title} is filled in, at most {to}' },
} as const

/** A change in raw values with their unit: "Biaya turun dari Rp 850 juta menjadi Rp 610 juta". */
export function stepInWords(
  { toRaw }: Pick<Step, 'toRaw'>,
  { raw, title, unit, outOfRange, fillsUp }: StepSubject,
  language: Language,
): string {
  const say = (word: keyof typeof words, places: Record<string, string>) =>
    fillPlaces(words[word][language], places)
  const to = formatRaw(toRaw!, unit, language)
  const name = { title: title[language], to }
  if (raw === null || outOfRange) return say(fillsUp ? 'fillAtLeast' : 'fillAtMost', name)
  return say(toRaw! < raw ? 'fall' : 'rise', { ...name, from: formatRaw(raw, unit, language) })
}
