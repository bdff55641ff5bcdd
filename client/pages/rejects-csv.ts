import type { StoredReject } from '../../core/api/import.ts'
import { csvCell } from '../../core/download/csv-cell.ts'
import { readRejects } from './import-api.ts'

const COLUMNS = ['role', 'file', 'row', 'parameter', 'reason', 'received', 'expected'] as const

/** One row of CSV; cells with commas, quotes or line breaks are quoted (RFC 4180). */
export function rejectLine(reject: Pick<StoredReject, (typeof COLUMNS)[number]>): string {
  return `${COLUMNS.map((column) => cell(reject[column])).join(',')}\r\n`
}

function cell(value: string | number | null): string {
  return typeof value === 'string' ? csvCell(value) : String(value ?? '')
}

/** All remarks of an import as a CSV file; `onCount` hears how many have come so far. Null when there is none. */
export async function collectRejects(id: string, onCount: (count: number) => void): Promise<Blob | null> {
  const parts = [`\ufeff${COLUMNS.join(',')}\r\n`]
  for await (const page of readRejects(id)) {
    parts.push(...page.map(rejectLine))
    onCount(parts.length - 1)
  }
  return parts.length > 1 ? new Blob(parts, { type: 'text/csv' }) : null
}
