// Look-alikes are replaced one for one, so that offsets in the result are offsets in the original text.
const LOOK_ALIKES: readonly [RegExp, string][] = [
  [/[\u2212\u2010-\u2015\ufe63\uff0d]/g, '-'],
  [/[\u2018\u2019\u201a\u201b\u2032\u02b9\u02bc\u02c8\u00b4\u0060\u055a\uff07]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u2033\u02ba\u3003\uff02]/g, '"'],
  [/[\u00ba\u02da\u2070\u2218\u25e6\u25cb\u1d52]/g, '\u00b0'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000\u200b\u200e\u200f\ufeff\t\r\n]/g, ' '],
  [/\uff0c/g, ','],
  [/\uff0e/g, '.'],
  [/\uff1a/g, ':'],
  [/\uff1b/g, ';'],
]

/** The text with Unicode's look-alikes of minus, prime, degree and space made plain; same length, same offsets. */
export function plainCoordinateText(text: string): string {
  let plain = text
  for (const [lookAlike, sign] of LOOK_ALIKES) plain = plain.replace(lookAlike, sign)
  // UTF-8 read as Windows-1252 turns "°" into "Â°".
  return plain.replace(/\u00c2\u00b0/g, ' \u00b0')
}
