import { type PlacePoverty, peopleByFifth } from '../../../core/inequality/poverty-fifths.ts'
import type { Label } from '../../../core/proposal/label.ts'

/** What a fifth is in charts of this analysis; packages count whole villages, and say so. */
const fifthsNote: Label = {
  id: 'Seperlima penduduk: masing-masing 20 % penduduk, urut dari desa termiskin; desa di batas, dan desa yang sama miskin, terbagi menurut penduduknya.',
  en: 'Fifths of the people: 20 % of the people each, from the poorest villages; a village on a border, and villages equally poor, are split by their people.',
}

/** Codes of the villages with people in each fifth, the poorest first: what a bar is made of. A village on a border is in two. */
export function codesByFifth(
  villages: readonly { readonly code: string }[],
  places: PlacePoverty,
): string[][] {
  const parts = peopleByFifth(places)
  return [0, 1, 2, 3, 4].map((fifth) =>
    villages.flatMap(({ code }, at) => (parts[5 * at + fifth]! > 0 ? [code] : [])),
  )
}

/** A method with what its fifths are. */
export function withFifths(method: Label): Label {
  return { id: `${method.id} ${fifthsNote.id}`, en: `${method.en} ${fifthsNote.en}` }
}

const TOP_SHARE = 0.2

/**
 * The least value of the top fifth: of n values sorted downwards, the one in place ⌈n ÷ 5⌉, so that equal values are all in it
 * or all outside. Infinity without values.
 */
export function topFifth(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => b - a)
  return sorted[Math.ceil(sorted.length * TOP_SHARE) - 1] ?? Number.POSITIVE_INFINITY
}
