import { formatPercent, formatRupiahShort } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'

export const rupiahText = (rupiah: number, language: Language) => formatRupiahShort(rupiah, language)

/** A text in both languages from a way to write it in one. */
export function inBoth(write: (language: Language) => string): Label {
  return { id: write('id'), en: write('en') }
}

/** "3,5 %": at most one decimal, and never "0 %" for what is more than nothing. */
export function percentText(share: number, language: Language): string {
  const percent = 100 * share
  if (percent > 0 && percent < 0.05)
    return language === 'id' ? 'kurang dari 0,1\u00a0%' : 'less than 0.1\u00a0%'
  return formatPercent(percent, language, 1)
}

/** The first codes of many: "A, B, C + 4". */
export function listCodes(codes: readonly string[]): string {
  return codes.length > 4 ? `${codes.slice(0, 3).join(', ')} + ${codes.length - 3}` : codes.join(', ')
}
