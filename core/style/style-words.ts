import type { Label } from '../proposal/label.ts'

export const noDataWords: Label = { id: 'Tidak ada data', en: 'No data' }
export const otherWords: Label = { id: 'Lainnya atau tidak ada data', en: 'Other or no data' }

/**
 * What a class is called: "3,1–5,4 % penduduk miskin"; open towards what lies beyond all breaks. A value on a break belongs
 * to the class above it.
 */
export function className(low: number | null, high: number | null, unit: Label, decimals: number): Label {
  const inLanguage = (language: 'id' | 'en') => {
    const words = language === 'id' ? ['kurang dari', 'dan lebih'] : ['less than', 'and more']
    const number = (value: number) =>
      value.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: decimals })
    const range =
      low === null
        ? `${words[0]} ${number(high ?? 0)}`
        : high === null
          ? `${number(low)} ${words[1]}`
          : `${number(low)}–${number(high)}`
    return [range, unit[language]].filter(Boolean).join(' ')
  }
  return { id: inLanguage('id'), en: inLanguage('en') }
}

/** Decimals with which no break moves by more than a hundredth of the narrowest class; at most four. */
export function fewestDecimals(breaks: readonly number[]): number {
  const widths = breaks.slice(1).map((high, at) => Math.abs(high - (breaks[at] ?? 0)))
  const most = Math.min(...widths.filter((width) => width > 0)) / 100
  const fit = (decimals: number) =>
    breaks.every((at) => Math.abs(Number(at.toFixed(decimals)) - at) <= most + 1e-12)
  return [0, 1, 2, 3].find(fit) ?? 4
}
