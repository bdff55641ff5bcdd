import { formatDate, formatNumber, formatRupiah, formatRupiahShort } from '../proposal/format.ts'
import type { Label, Language } from '../proposal/label.ts'

/** A raw value with its unit as people write it: "Rp 642 juta", "12,5 %", "120 orang". */
export function formatRaw(raw: number, unit: Label, language: Language): string {
  if (unit.id === 'rupiah') return rupiah(raw, language)
  if (unit.id.startsWith('rupiah '))
    return `${rupiah(raw, language)} ${unit[language].slice('rupiah '.length)}`
  const decimals = Math.abs(raw) >= 100 ? 0 : Math.abs(raw) >= 10 ? 1 : 2
  const number = formatNumber(raw, language, unit.id === 'indeks' ? 4 : decimals)
  return unit.id === 'persen' ? `${number}\u00a0%` : `${number} ${unit[language]}`
}

/** The short form where it says the amount to a thousandth, so that nothing that matters is rounded away. */
function rupiah(amount: number, language: Language): string {
  const short = formatRupiahShort(amount, language)
  const size = 10 ** (3 * Math.floor(Math.log10(Math.max(1, Math.abs(amount))) / 3))
  const lost = Math.abs(Math.round((amount / size) * 10) / 10 - amount / size)
  return lost <= 0.001 ? short : formatRupiah(Math.round(amount), language)
}

/** "12 Feb 2026" or "2024". */
export function formatOrigin(text: Label, date: string | null, language: Language): string {
  const day = date && (formatDate(date, language) || date)
  return [text[language], day].filter(Boolean).join(', ')
}

export function formatPoints(points: number, language: Language): string {
  return formatNumber(points, language, points < 10 ? 1 : 0)
}
