import type { Knex } from 'knex'
import { roleLabel } from '../../../core/import/role-names.ts'
import type { ImportCounts, LineageSource } from './metadata/layer-record.ts'

const MOST_SOURCES = 60

interface DatasetRow {
  role: string
  file: string
  source: string | null
  licence: string | null
  year: number | null
  crs: string | null
  counts: Partial<ImportCounts>
  findings: { text: string }[]
  imported_at: Date
}

/** A dataset with what matches roles: its own, so that one reading of the table serves every layer. */
export interface StoredSource extends LineageSource {
  role: string
}

/** Every file of every package: provenance and what its import counted and found. */
export async function readStoredSources(knex: Knex): Promise<StoredSource[]> {
  const rows = await knex('datasets')
    .whereNot('fingerprint', '')
    .orderBy('id')
    .select<DatasetRow[]>(
      'role',
      'file',
      'source',
      'licence',
      'year',
      'crs',
      'counts',
      'findings',
      'imported_at',
    )
  return rows.map(({ role, file, counts, findings, imported_at, ...row }) => ({
    ...row,
    role,
    title: `${file} (${role})`,
    // A file in brackets is none: areas that were made of smaller ones.
    file: /^\(.*\)$/.test(file) ? null : file,
    content: roleLabel(role) ?? { id: role, en: role },
    importedAt: imported_at.toISOString(),
    counts: {
      rows: counts.rows ?? 0,
      loaded: counts.loaded ?? 0,
      repaired: counts.repaired ?? 0,
      rejected: counts.rejected ?? 0,
    },
    findings: findings.map(({ text }) => text),
  }))
}

/** Those whose role matches one of the patterns, in which % stands for any text. */
export function sourcesOf(stored: readonly StoredSource[], patterns: readonly string[]): StoredSource[] {
  const tests = patterns.map((pattern) => pattern.split('%'))
  return stored.filter(({ role }) => tests.some((parts) => matches(role, parts))).slice(0, MOST_SOURCES)
}

function matches(role: string, [first = '', ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return role === first
  if (!role.startsWith(first)) return false
  let at = first.length
  for (const part of rest.slice(0, -1)) {
    const found = role.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = rest.at(-1) ?? ''
  return role.length - at >= last.length && role.endsWith(last)
}

/** Sums of the counts of several files. */
export function sumCounts(sources: readonly LineageSource[]): ImportCounts {
  const sum = (name: keyof ImportCounts) => sources.reduce((total, { counts }) => total + counts[name], 0)
  return { rows: sum('rows'), loaded: sum('loaded'), repaired: sum('repaired'), rejected: sum('rejected') }
}
