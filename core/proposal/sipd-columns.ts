import { type Cell, cellText } from './cell.ts'
import { SIPD_FIELDS, SIPD_HEADINGS, type SipdField } from './sipd-headings.ts'

export interface SipdColumns {
  /** The heading, as it stands in the file, under which each known field is found. */
  headings: Partial<Record<SipdField, string>>
  /** Headings that mean nothing known; blank ones are left out. */
  unknown: string[]
  /** Fields without which a row cannot become a proposal, or that every export has, and this one lacks. */
  missing: SipdField[]
  /** Further headings for a field that already has a better or earlier one; their cells are not read. */
  duplicates: { heading: string; field: SipdField }[]
}

const EXPECTED: readonly SipdField[] = [
  'sourceId',
  'title',
  'address',
  'district',
  'village',
  'agency',
  'status',
  'cost',
  'volume',
  'programme',
]
const LEAST_KNOWN = 5
const LONGEST_HEADING = 200

/** A heading without case, punctuation, line breaks, brackets and what stands in them: "Anggaran (Rp)" → "anggaran". */
export function plainHeading(heading: Cell): string {
  const text = cellText(heading).slice(0, LONGEST_HEADING).toLowerCase()
  const unbracketed = text
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return unbracketed === '' ? text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() : unbracketed
}

/** True for the heading row of a SIPD export: a title column, a place or status column, and five known ones in all. */
export function isSipdHeading(cells: readonly Cell[]): boolean {
  const fields = new Set(cells.flatMap((cell) => fieldOf(plainHeading(cell))?.field ?? []))
  const placed = fields.has('address') || fields.has('village') || fields.has('status')
  return fields.size >= LEAST_KNOWN && fields.has('title') && placed
}

/**
 * Finds which heading holds which field. When several headings fit one field, the one earlier in its list of spellings
 * wins, then the one further left; the others are reported, never merged.
 */
export function mapSipdColumns(cells: readonly Cell[]): SipdColumns {
  const found = new Map<SipdField, { heading: string; rank: number }>()
  const columns: SipdColumns = { headings: {}, unknown: [], missing: [], duplicates: [] }
  for (const cell of cells) {
    const heading = cellText(cell)
    if (heading === '') continue
    const known = fieldOf(plainHeading(cell))
    if (!known) {
      columns.unknown.push(heading)
      continue
    }
    const earlier = found.get(known.field)
    const wins = earlier === undefined || known.rank < earlier.rank
    if (earlier) columns.duplicates.push({ heading: wins ? earlier.heading : heading, field: known.field })
    if (wins) found.set(known.field, { heading, rank: known.rank })
  }
  for (const [field, { heading }] of found) columns.headings[field] = heading
  columns.missing = EXPECTED.filter((field) => !found.has(field))
  return columns
}

function fieldOf(plain: string): { field: SipdField; rank: number } | null {
  for (const field of SIPD_FIELDS) {
    const rank = SIPD_HEADINGS[field].findIndex((known) =>
      typeof known === 'string' ? known === plain : known.test(plain),
    )
    if (rank >= 0) return { field, rank }
  }
  return null
}
