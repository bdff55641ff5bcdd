import { type Cell, cellText, isBlankCell } from './cell.ts'
import { readNumber } from './number-in-text.ts'

/** Money in rupiah; null when the cell is empty or when `fault` (Indonesian) says why it cannot be read for certain. */
export interface ReadRupiah {
  costRupiah: number | null
  fault?: string
}

/** Beyond this no region's budget reaches, and doubles stop holding hundredths. */
const MOST_RUPIAH = 1e13
/** A lower amount than this is a number of thousands or millions whose heading said so, not a price of public works. */
const LEAST_RUPIAH = 1000

const LONGEST_AMOUNT = 200

const MULTIPLIERS: readonly [RegExp, number][] = [
  [/^(rb|ribu|k)$/, 1e3],
  [/^(jt|juta|jta)$/, 1e6],
  [/^(m|mil|milyar|miliar|milyard|miliard|mlyr|mlr|mrd)$/, 1e9],
  [/^(t|tr|triliun|trilyun|trilliun)$/, 1e12],
]

const PART = /^(\d(?:[\d.,' ]*\d)?)\s*(?:([a-z]+)\.?)?(?=\s*\d|\s*$)/
/** Rupiah have two decimals at most, so "1500.000" and "150.0000" are slips of the thousands marks. */
const SLIPPED_MARK = /\d{4,}[.,]\d{3}$|[.,]\d{4,}$/

/**
 * Reads an amount of money as Indonesian offices write it: digits, either notation of thousands and decimals, "Rp",
 * ",-", "rupiah", ribu/juta/miliar(M)/triliun, words in brackets after it, or a number cell. Nothing is guessed: what
 * has two readings ("1.250 juta"), is negative, a range or implausibly small or large comes back as a fault.
 */
export function parseRupiah(cell: Cell): ReadRupiah {
  if (typeof cell === 'number') return checkedAmount(cell)
  if (isBlankCell(cell)) return { costRupiah: null }
  if (cellText(cell).length > LONGEST_AMOUNT) return fault(`lebih dari ${LONGEST_AMOUNT} huruf`)
  const text = bareAmount(cellText(cell))
  if (/^\d(\.\d+)?e\+?\d{1,2}$/.test(text)) return checkedAmount(Number(text))
  if (/^[-–−(]/.test(text)) return fault('nilai negatif')
  if (/\d\s*(-|–|s\/d|sd|sampai|atau)\s*\d/.test(text)) return fault('rentang dua nilai; tulis satu nilai')
  return sumOfParts(text)
}

function bareAmount(text: string): string {
  return text
    .toLowerCase()
    .replace(/\((?=[^\d)]*\))[^)]*\)/g, ' ')
    .replace(/^\s*(±|\+\/-|kurang lebih|sekitar|kira-kira|estimasi|kisaran|lk\.?)\s*/, '')
    .replace(/^\s*(rp|idr)\s*[.:]*\s*/, '')
    .replace(/\s*(rupiah|idr)\s*\.?$/, '')
    .replace(/\s*[,.]\s*[-–—=]+\s*$/, '')
    .trim()
}

/** "1 miliar 250 juta" is read part by part; each multiplier must be smaller than the one before it. */
function sumOfParts(text: string): ReadRupiah {
  let rest = text
  let total = 0
  let above = Infinity
  while (rest !== '') {
    const part = PART.exec(rest)
    if (!part?.[1]) return fault('bukan jumlah uang')
    const multiplier = part[2] ? MULTIPLIERS.find(([word]) => word.test(part[2] ?? ''))?.[1] : 1
    if (multiplier === undefined || multiplier >= above) return fault('bukan jumlah uang')
    const number = readNumber(part[1], multiplier === 1 ? { '.': 'thousands', ',': 'thousands' } : {})
    if (multiplier === 1 && SLIPPED_MARK.test(part[1])) return fault(ambiguity('not-a-number', part[1]))
    if ('fault' in number) return fault(ambiguity(number.fault, part[1]))
    if (multiplier === 1 && above === Infinity && number.value < LEAST_RUPIAH && number.value > 0) {
      return fault(`kurang dari Rp ${LEAST_RUPIAH}; ribu, juta atau miliar?`)
    }
    total += number.value * multiplier
    above = multiplier
    rest = rest.slice(part[0].length).trim()
  }
  return checkedAmount(total)
}

function ambiguity(kind: 'not-a-number' | 'ambiguous', digits: string): string {
  return kind === 'ambiguous'
    ? `"${digits}" dapat dibaca dua cara (ribuan atau desimal)`
    : 'susunan titik dan koma tidak dikenal'
}

function checkedAmount(amount: number): ReadRupiah {
  if (!Number.isFinite(amount)) return fault('bukan angka')
  if (amount < 0) return fault('nilai negatif')
  if (amount > MOST_RUPIAH) return fault(`lebih dari Rp ${MOST_RUPIAH}`)
  if (amount > 0 && amount < LEAST_RUPIAH)
    return fault(`kurang dari Rp ${LEAST_RUPIAH}; ribu, juta atau miliar?`)
  return { costRupiah: Math.round(amount * 100) / 100 }
}

function fault(text: string): ReadRupiah {
  return { costRupiah: null, fault: text }
}
