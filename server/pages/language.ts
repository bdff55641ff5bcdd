import { formatDate, formatNumber, formatPercent } from '../../core/proposal/format.ts'
import { fillPlaces, type Label, type Language } from '../../core/proposal/label.ts'

/** `?lang=en` asks for English; anything else gets Indonesian. */
export function readLanguage(query: URLSearchParams): Language {
  return query.get('lang') === 'en' ? 'en' : 'id'
}

/** A text in one language with its `{places}` filled in. */
export function say(label: Label, language: Language, places: Record<string, string | number> = {}): string {
  return fillPlaces(label[language], places)
}

/** "850 m", "7,4 km": as near as a person would say it. */
export function formatDistance(metres: number, language: Language): string {
  if (metres < 995) return `${formatNumber(Math.round(metres / 10) * 10, language)} m`
  return `${formatNumber(metres / 1000, language, metres < 100_000 ? 1 : 0)} km`
}

/** A share of 0–1 as "25 %"; a small one keeps a decimal so that it does not read as nothing. */
export function formatShare(share: number, language: Language): string {
  return formatPercent(share * 100, language, share > 0 && share < 0.1 ? 1 : 0)
}

/** "12 Feb 2026" from a date or time as the database's driver gives it (ISO text or Date); '' without one. */
export function formatDay(value: unknown, language: Language): string {
  if (value instanceof Date) return formatDate(value.toISOString(), language)
  return typeof value === 'string' ? formatDate(value.replace(' ', 'T'), language) : ''
}
