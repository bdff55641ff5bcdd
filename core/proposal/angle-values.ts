/** One unsigned angle in a text, without its sign, letters and labels. */
export interface AngleValue {
  start: number
  end: number
  degrees: number
  form: 'decimal' | 'dm' | 'dms'
  decimalMark: '.' | ',' | null
  /** Digits after the decimal mark of an angle in decimal degrees. */
  decimals: number
  /** True when a degree sign or word stands with it. */
  degreeSign: boolean
}

const DEGREE = String.raw`(?:°|\*|derajat|deg\.?|der\.?)`
// A small o or d is a degree sign only where minutes follow.
const DEGREE_LOOSE = String.raw`(?:°|\*|derajat|deg\.?|der\.?|[do])`
const MINUTE = String.raw`(?:'(?!')|menit|mnt\.?|min\.?|m(?!\p{L}))`
const SECOND = String.raw`(?:"|''|detik|dtk\.?|det\.?|sec\.?|s(?!\p{L}))`
const FRACTION = String.raw`\d{1,2}(?:[.,]\d+)?`
const NAMES = String.raw`lintang\s*selatan|lintang\s*utara|bujur\s*timur|bujur\s*barat|ls|lu|bt|bb|[snuetwb]`
const SPACED_DMS = String.raw`(\d{1,3})(?:\s*[:.\-]\s*|\s+)(\d{1,2})(?:\s*[:.\-]\s*|\s+)(\d{1,2}(?:[.,]\d+)?)`
const FREE = String.raw`(?<!\d)(?<!\d[.,])`
const ENDS = String.raw`(?!\d|[.,]\d)`

const SEXAGESIMAL: readonly RegExp[] = [
  new RegExp(
    `${FREE}(\\d{1,3})\\s*${DEGREE_LOOSE}\\s*(\\d{1,2})\\s*${MINUTE}\\s*(${FRACTION})(?:\\s*${SECOND}|${ENDS})`,
    'giu',
  ),
  new RegExp(`${FREE}(\\d{1,3})\\s*${DEGREE_LOOSE}\\s*(${FRACTION})\\s*${MINUTE}`, 'giu'),
  // A fraction after the degree sign can only be of minutes, marked or not: "02°40.583 S".
  new RegExp(`${FREE}(\\d{1,3})\\s*${DEGREE}\\s*(\\d{1,2}[.,]\\d+)${ENDS}`, 'giu'),
  new RegExp(`${FREE}(\\d{1,3})\\s+(\\d{1,2})\\s*'\\s*(${FRACTION})\\s*(?:"|'')`, 'giu'),
  // Without marks only a hemisphere's letter shows that three numbers are one angle: "02 40 35,2 LS", "S 2-40-35".
  new RegExp(`${FREE}${SPACED_DMS}(?=\\s*(?:${NAMES})(?!\\p{L}))`, 'giu'),
  new RegExp(`(?<=(?<![\\p{L}\\d])(?:${NAMES})[\\s.:=]*)${SPACED_DMS}${ENDS}`, 'giu'),
]

const DECIMAL: readonly RegExp[] = [
  new RegExp(`(?<!\\d)(?<!\\d\\.)(\\d{1,3})\\.(\\d{1,15})(?!\\d|\\.\\d)\\s*(${DEGREE})?`, 'giu'),
  // Decimal commas parted by a comma ("-2,67639,111,63661") need four decimals, as lists of thousands have three.
  new RegExp(
    `(?:(?<!\\d|\\d[.,])|(?<=,\\d{4,15},))(\\d{1,3}),(\\d{1,15})(?!\\d|\\.\\d|,\\d(?!\\d{0,2},\\d{4}))\\s*(${DEGREE})?`,
    'giu',
  ),
  new RegExp(`${FREE}(\\d{1,3})()\\s*(${DEGREE})(?!\\s*\\d)`, 'giu'),
]

/**
 * Finds every number in the text that can be an angle of at most 180°: decimal degrees, degrees with decimal minutes,
 * and degrees, minutes, seconds, in order of position and without overlaps. The text must be made plain before.
 */
export function findAngleValues(text: string): AngleValue[] {
  const found: AngleValue[] = []
  const add = (value: AngleValue | null) => {
    if (value && !found.some(({ start, end }) => value.start < end && start < value.end)) found.push(value)
  }
  for (const pattern of SEXAGESIMAL) for (const match of text.matchAll(pattern)) add(sexagesimal(match))
  for (const pattern of DECIMAL) for (const match of text.matchAll(pattern)) add(decimal(match))
  return found.sort((a, b) => a.start - b.start)
}

function sexagesimal(match: RegExpExecArray): AngleValue | null {
  const [whole, degrees = '', minutes = '', seconds = '0'] = match
  const m = Number(minutes.replace(',', '.'))
  const s = Number(seconds.replace(',', '.'))
  const value = Number(degrees) + m / 60 + s / 3600
  if (m >= 60 || s >= 60 || value > 180) return null
  return {
    start: match.index,
    end: match.index + whole.trimEnd().length,
    degrees: value,
    form: match[3] === undefined ? 'dm' : 'dms',
    decimalMark: null,
    decimals: 0,
    degreeSign: true,
  }
}

function decimal(match: RegExpExecArray): AngleValue | null {
  const [whole, degrees = '', fraction = '', degreeSign] = match
  const value = Number(`${degrees}.${fraction || '0'}`)
  if (value > 180) return null
  return {
    start: match.index,
    end: match.index + whole.trimEnd().length,
    degrees: value,
    form: 'decimal',
    decimalMark: fraction === '' ? null : whole.includes(',') ? ',' : '.',
    decimals: fraction.length,
    degreeSign: degreeSign !== undefined,
  }
}
