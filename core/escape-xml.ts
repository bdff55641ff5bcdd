/** Text as XML 1.0 can carry it: markup escaped, what no XML document may hold (control characters) left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(FORBIDDEN, '')
    .replaceAll(/[&<>"'\r]/g, (character) => ESCAPES[character] ?? character)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 forbids (2.2, production Char)
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}
