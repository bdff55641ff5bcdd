const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?Z$/

export const DATE_FORM = `a day 'YYYY-MM-DD'`
export const TIMESTAMP_FORM = `a moment 'YYYY-MM-DDThh:mm:ssZ' (UTC)`

/** Whether the text is a day of the calendar (RFC 3339 full-date). */
export function isDate(text: string): boolean {
  const match = DATE.exec(text)
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Whether the text is a moment in UTC (RFC 3339 date-time with Z). */
export function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  return isDay(year, month, day) && hour < 24 && minute < 60 && second < 60
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}
