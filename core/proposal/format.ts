import type { Language } from './label.ts'

const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' }

const SHORT_UNITS: readonly { size: number; unit: Record<Language, string> }[] = [
  { size: 1e12, unit: { id: 'T', en: 'trillion' } },
  { size: 1e9, unit: { id: 'M', en: 'billion' } },
  { size: 1e6, unit: { id: 'juta', en: 'million' } },
  { size: 1e3, unit: { id: 'ribu', en: 'thousand' } },
]

const MONTHS: Record<Language, readonly string[]> = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
}

const MINUS = '\u2212'

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.NumberFormat>()

/** "1.250,5" in Indonesian, "1,250.5" in English, with a minus sign, "−0,1"; at most `decimals` places, none padded. */
export function formatNumber(value: number, language: Language, decimals = 2): string {
  return formatDegrees(value, language, decimals).replace('-', MINUS)
}

/** The same with the hyphen that maps of others read as minus when it is pasted there. */
export function formatDegrees(value: number, language: Language, decimals = 5): string {
  const name = `${language}${decimals}`
  let formatter = formatters.get(name)
  if (!formatter) {
    formatter = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: decimals })
    formatters.set(name, formatter)
  }
  return formatter.format(value)
}

/** "12,5 %" of 12.5, which no line breaks. */
export function formatPercent(percent: number, language: Language, decimals = 0): string {
  return `${formatNumber(percent, language, decimals)}\u00a0%`
}

export function formatNumberId(value: number, decimals = 2): string {
  return formatNumber(value, 'id', decimals)
}

export function formatNumberEn(value: number, decimals = 2): string {
  return formatNumber(value, 'en', decimals)
}

/** The whole amount: "Rp 278.700.000", "Rp 278,700,000". */
export function formatRupiah(rupiah: number, language: Language = 'id'): string {
  return withSign(rupiah, formatNumber(Math.abs(rupiah), language))
}

/**
 * The amount to one decimal of its largest unit: "Rp 278,7 juta", "Rp 51,8 M" (M is *miliar*, 10⁹); in English
 * "Rp 278.7 million". Rounding that fills a unit moves up: 999,960,000 is "Rp 1 M". With two decimals what is spent is told from
 * what there was.
 */
export function formatRupiahShort(rupiah: number, language: Language = 'id', decimals: 1 | 2 = 1): string {
  const amount = Math.abs(rupiah)
  const scale = SHORT_UNITS.find(({ size }) => Math.round((amount / size) * 1000) / 1000 >= 0.99995)
  if (!scale) return withSign(rupiah, formatNumber(amount, language, 0))
  const places = 10 ** decimals
  const rounded = Math.round((amount / scale.size) * places) / places
  const larger = rounded >= 1000 ? SHORT_UNITS[SHORT_UNITS.indexOf(scale) - 1] : undefined
  if (larger) return withSign(rupiah, `1 ${larger.unit[language]}`)
  return withSign(rupiah, `${formatNumber(rounded, language, decimals)} ${scale.unit[language]}`)
}

function withSign(rupiah: number, digits: string): string {
  return rupiah < 0 ? `${MINUS}Rp ${digits}` : `Rp ${digits}`
}

/** "12 Feb 2026" from an ISO date or date-time (its first ten characters, so no time zone moves it); '' when it is none. */
export function formatDate(isoDate: string, language: Language): string {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(isoDate) ?? []
  const name = MONTHS[language][Number(month) - 1]
  return year && name ? `${Number(day)} ${name} ${year}` : ''
}

export function formatDateId(isoDate: string): string {
  return formatDate(isoDate, 'id')
}

export function formatDateEn(isoDate: string): string {
  return formatDate(isoDate, 'en')
}
