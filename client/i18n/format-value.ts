import {
  formatDate,
  formatNumber,
  formatPercent,
  formatRupiah,
  formatRupiahShort,
} from '../../core/proposal/format.ts'
import { currentLanguage } from './translate.ts'

// The formats of core in the language that the screen shows now.

export function number(value: number, decimals = 0): string {
  return formatNumber(value, currentLanguage(), decimals)
}

export function rupiah(value: number): string {
  return formatRupiah(value, currentLanguage())
}

export function rupiahShort(value: number): string {
  return formatRupiahShort(value, currentLanguage())
}

export function date(iso: string): string {
  return formatDate(iso, currentLanguage())
}

/** A share of 0–1 as "25 %", which no line breaks; a small one keeps a decimal so that it does not read as nothing. */
export function share(value: number): string {
  return percent(value * 100, value > 0 && value < 0.1 ? 1 : 0)
}

/** A number of hundredths as "25 %", which no line breaks. */
export function percent(value: number, decimals = 0): string {
  return formatPercent(value, currentLanguage(), decimals)
}

export function distance(metres: number): string {
  if (metres < 1000) return `${number(Math.round(metres / 10) * 10)} m`
  return `${number(metres / 1000, metres < 100_000 ? 1 : 0)} km`
}
