import { type Cell, cellText, isBlankCell } from './cell.ts'
import { readNumber } from './number-in-text.ts'

/** A quantity of work; null when the cell is empty or when `fault` (Indonesian) says why it cannot be read for certain. */
export interface ReadVolume {
  volume: number | null
  unit: string | null
  /** The sides as written, when the cell gave a size such as "3 x 200 m" and `volume` is their product. */
  dimensions?: number[]
  fault?: string
}

const UNIT_SPELLINGS: readonly [RegExp, string][] = [
  [/^(m2|m²|m\^2|meter ?persegi|mtr2|m persegi)$/, 'm2'],
  [/^(m3|m³|m\^3|meter ?kubik|mtr3|kubik)$/, 'm3'],
  [/^(m|m'|m1|mtr|meter|meter ?lari|m ?lari|metre)$/, 'm'],
  [/^(km|kilometer)$/, 'km'],
  [/^(ha|hektar|hektare)$/, 'ha'],
  [/^(unit|buah|bh)$/, 'unit'],
  [/^(pkt|paket|ls|lumpsum)$/, 'paket'],
  [/^(org|orang)$/, 'orang'],
  [/^(ttk|titik)$/, 'titik'],
]

const LONGEST_UNIT = 50
const LONGEST_QUANTITY = 200

const NUMBER = String.raw`\d(?:[\d.,' ]*\d)?`
const ONE = new RegExp(`^(?:±|\\+/-|kurang lebih|sekitar|[±])?\\s*(${NUMBER})\\s*([^\\d\\s].*)?$`, 'i')
const SIZE = new RegExp(
  `^(${NUMBER})\\s*(m|meter|mtr)?\\s*[x×*]\\s*(${NUMBER})\\s*(m|meter|mtr)?(?:\\s*[x×*]\\s*(${NUMBER}))?\\s*([^\\d\\s].*)?$`,
  'i',
)

/**
 * Reads a quantity with its unit in the same cell or beside it. In text "1.250" is 1,250 (Indonesian thousands) and
 * "1,25" is one and a quarter; "1,250" has two readings and is a fault. A size "3 x 200 m" is an area in m2, with
 * three sides a volume in m3. The unit in the cell wins over the unit column. A number cell is taken as it is.
 */
export function parseVolume(cell: Cell, unitCell: Cell = ''): ReadVolume {
  const unitBeside = isBlankCell(unitCell) ? null : standardUnit(cellText(unitCell).slice(0, LONGEST_UNIT))
  if (typeof cell === 'number') return checkedVolume(cell, unitBeside)
  if (isBlankCell(cell)) return { volume: null, unit: unitBeside }
  const text = cellText(cell).replace(/\s+/g, ' ')
  if (text.length > LONGEST_QUANTITY) {
    return { volume: null, unit: unitBeside, fault: `lebih dari ${LONGEST_QUANTITY} huruf` }
  }
  const size = SIZE.exec(text)
  if (size) return readSize(size, unitBeside)
  const [, digits, unitWithin] = ONE.exec(text) ?? []
  if (!digits) return { volume: null, unit: unitBeside, fault: 'bukan angka dengan satuan' }
  const unit = unitWithin ? standardUnit(unitWithin) : unitBeside
  const number = readNumber(digits, { '.': 'thousands' })
  if ('fault' in number) return { volume: null, unit, fault: volumeFault(number.fault, digits) }
  if (unitWithin && /\d/.test(unitWithin.replace(/^m[123](?!\d)/i, ''))) {
    return { volume: null, unit: unitBeside, fault: 'lebih dari satu jumlah' }
  }
  return checkedVolume(number.value, unit)
}

/** One spelling per unit ("meter persegi", "m²" → "m2"); other units in lower case as written. */
export function standardUnit(text: string): string | null {
  const plain = text
    .toLowerCase()
    .replace(/^[\s(]+|[\s.)]+$/g, '')
    .replace(/\s+/g, ' ')
  return UNIT_SPELLINGS.find(([spelling]) => spelling.test(plain))?.[1] ?? (plain || null)
}

function readSize(match: RegExpExecArray, unitBeside: string | null): ReadVolume {
  const sides: number[] = []
  for (const digits of [match[1], match[3], match[5]]) {
    if (digits === undefined) continue
    const number = readNumber(digits, { '.': 'thousands' })
    if ('fault' in number) return { volume: null, unit: unitBeside, fault: volumeFault(number.fault, digits) }
    sides.push(number.value)
  }
  const written = match[6] ?? match[4] ?? match[2]
  const stated = written ? standardUnit(written) : unitBeside
  const unit = sides.length === 3 ? 'm3' : 'm2'
  if (stated !== null && stated !== 'm' && stated !== unit) {
    return { volume: null, unit: stated, fault: `ukuran ${sides.length} sisi dengan satuan ${stated}` }
  }
  const product = sides.reduce((total, side) => total * side, 1)
  return { ...checkedVolume(product, unit), dimensions: sides }
}

function volumeFault(kind: 'not-a-number' | 'ambiguous', digits: string): string {
  return kind === 'ambiguous'
    ? `"${digits}" dapat dibaca dua cara (ribuan atau desimal)`
    : 'susunan titik dan koma tidak dikenal'
}

function checkedVolume(value: number, unit: string | null): ReadVolume {
  if (!Number.isFinite(value) || value < 0 || value > 1e12) {
    return { volume: null, unit, fault: 'di luar kisaran 0 sampai 10^12' }
  }
  return { volume: Math.round(value * 1e6) / 1e6, unit }
}
