/**
 * What spreadsheets take for the beginning of a formula (OWASP, CSV Injection): also in full width, as East Asian keyboards
 * write them, and what they skip before it.
 */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** A net flow or a longitude below zero is a number, whatever it begins with. */
const NUMBER = /^-\d+(\.\d+)?$/

/** A text as a cell of RFC 4180. One that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
