import type { Knex } from 'knex'
import { run, select, sql } from '../../database/sql-fragment.ts'
import type { DatasetPlan, ImportContext } from '../dataset.ts'
import { packageFile, type StatisticsEntry } from '../manifest.ts'
import { parseNumber } from '../parse-number.ts'
import { cellText, openEntry, requireColumns } from '../read-entry.ts'
import type { Tally } from '../report.ts'

interface StatisticRow {
  code: string
  key: string
  value: number | null
  label: string | null
}

const BATCH = 5000
/** Statistics files usually name the district beside the village's code; that is where its name is learnt. */
const DISTRICT_HEADING = /^(nama[ _])?kecamatan$/i

export function planStatistics(context: ImportContext, entry: StatisticsEntry): DatasetPlan {
  const path = packageFile(context.pack, entry.file)
  return {
    role: `statistics:${Object.keys(entry.values).sort().join('+')}:${entry.year}`,
    file: entry.file,
    path,
    dependsOn: entry,
    source: entry.source ?? null,
    licence: entry.licence ?? null,
    year: entry.year,
    async load(transaction, datasetId, tally) {
      const target = { datasetId, year: entry.year }
      const opened = await openEntry(path, entry, tally)
      const write = (batch: readonly StatisticRow[]) => flush(transaction, target, batch, tally)
      const loading = loadValues({ opened, entry, signal: context.signal }, write, tally)
      const districtNames = await loading.finally(() => opened.close())
      await nameDistricts(transaction, target, districtNames)
      const { id: packageId } = context.pack.manifest
      await reportUnmatched(transaction, { datasetId, file: entry.file, packageId }, tally)
      return { crs: null }
    },
  }
}

interface Source {
  readonly opened: Awaited<ReturnType<typeof openEntry>>
  readonly entry: StatisticsEntry
  readonly signal: AbortSignal
}

/** Writes the values of a file in batches; gives the names of districts that it mentions, by their codes. */
async function loadValues(
  { opened, entry, signal }: Source,
  write: (batch: readonly StatisticRow[]) => Promise<void>,
  tally: Tally,
): Promise<Map<string, string>> {
  const districtNames = new Map<string, string>()
  requireColumns(entry.file, opened.fields, [entry.areaCode, ...Object.values(entry.values)])
  const districtColumn = opened.fields.find((field) => DISTRICT_HEADING.test(field.trim()))
  let batch: StatisticRow[] = []
  for await (const { row, properties } of opened.rows()) {
    const code = cellText(properties[entry.areaCode])
    if (!code) {
      tally.reject(row, 'no area code', { parameter: entry.areaCode, expected: 'an area code' })
      continue
    }
    if (districtColumn) learnDistrict(districtNames, code, cellText(properties[districtColumn]))
    const values = readValues({ row, code, properties, entry }, tally)
    tally.add(values.length > 0 ? 'loaded' : 'blank')
    batch.push(...values)
    if (batch.length < BATCH) continue
    signal.throwIfAborted()
    await write(batch)
    batch = []
  }
  await write(batch)
  return districtNames
}

interface ReadRow {
  row: number
  code: string
  properties: Record<string, unknown>
  entry: StatisticsEntry
}

function readValues({ row, code, properties, entry }: ReadRow, tally: Tally): StatisticRow[] {
  const rows: StatisticRow[] = []
  for (const [key, column] of Object.entries(entry.values)) {
    const text = cellText(properties[column])
    if (text === null) continue
    const value = parseNumber(properties[column])
    if (value === null && /^\s*[-+]?\d/.test(text)) {
      tally.note(row, 'number not understood, kept as text', {
        parameter: column,
        received: text,
        expected: 'a number',
      })
    }
    rows.push({ code, key, value, label: value === null ? text : null })
  }
  return rows
}

async function flush(
  transaction: Knex,
  target: { datasetId: number; year: number },
  batch: readonly StatisticRow[],
  tally: Tally,
): Promise<void> {
  if (batch.length === 0) return
  const rows = await select<{ written: number }>(
    transaction,
    sql`WITH written AS (
       INSERT INTO statistics (area_code, key, year, value, label, dataset_id)
       SELECT DISTINCT ON (r.code, r.key) r.code, r.key, ${target.year}, r.value, r.label, ${target.datasetId}
       FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS r(code text, key text, value double precision, label text)
       ON CONFLICT (area_code, key, year) DO UPDATE
         SET value = excluded.value, label = excluded.label, dataset_id = excluded.dataset_id
       RETURNING 1
     ) SELECT count(*)::int AS written FROM written`,
  )
  const written = rows[0]?.written ?? 0
  tally.add('values', written)
  if (written < batch.length) tally.add('repeated', batch.length - written)
}

/** Code of the district in a village's code: all but the last dotted part. */
function learnDistrict(names: Map<string, string>, villageCode: string, name: string | null): void {
  const cut = villageCode.lastIndexOf('.')
  if (cut > 0 && name) names.set(villageCode.slice(0, cut), titleCase(name))
}

function titleCase(name: string): string {
  if (name !== name.toUpperCase()) return name
  return name.toLowerCase().replace(/(^|[\s(/-])\p{L}/gu, (letter) => letter.toUpperCase())
}

/**
 * Keeps the learnt names as labels of the statistic "name", and gives them to districts that so far are called
 * by their code. They outlive a new dissolving, which asks for them again.
 */
async function nameDistricts(
  transaction: Knex,
  target: { datasetId: number; year: number },
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = JSON.stringify([...names].map(([code, name]) => ({ code, name })))
  await run(
    transaction,
    sql`INSERT INTO statistics (area_code, key, year, label, dataset_id)
     SELECT r.code, 'name', ${target.year}, r.name, ${target.datasetId} FROM jsonb_to_recordset(${rows}::jsonb) AS r(code text, name text)
     ON CONFLICT (area_code, key, year) DO UPDATE SET label = excluded.label, dataset_id = excluded.dataset_id`,
  )
  await run(
    transaction,
    sql`UPDATE areas SET name = r.name FROM jsonb_to_recordset(${rows}::jsonb) AS r(code text, name text)
     WHERE areas.code = r.code AND areas.name = areas.code`,
  )
}

/** Of those that find no partner. */
const MOST_NAMED = 5

interface Unmatched {
  unknown: number
  unknown_examples: string | null
  without: number
  without_examples: string | null
}

/** Codes without an area, and villages without a row: both are reported, as either may be the file's fault. */
async function reportUnmatched(
  transaction: Knex,
  { datasetId, file, packageId }: { datasetId: number; file: string; packageId: string },
  tally: Tally,
): Promise<void> {
  const rows = await select<Unmatched>(
    transaction,
    sql`WITH codes AS (SELECT DISTINCT area_code FROM statistics WHERE dataset_id = ${datasetId} AND key <> 'name'),
     unknown AS (SELECT area_code FROM codes LEFT JOIN areas ON areas.code = area_code WHERE areas.code IS NULL ORDER BY 1),
     without AS (
       SELECT a.name FROM areas a JOIN datasets d ON d.id = a.dataset_id AND d.package_id = ${packageId}
       LEFT JOIN codes ON codes.area_code = a.code WHERE a.level = 'village' AND codes.area_code IS NULL ORDER BY a.code)
     SELECT (SELECT count(*)::int FROM unknown) AS unknown,
            (SELECT string_agg(area_code, ', ') FROM (SELECT area_code FROM unknown LIMIT ${MOST_NAMED}) x) AS unknown_examples,
            (SELECT count(*)::int FROM without) AS without,
            (SELECT string_agg(name, ', ') FROM (SELECT name FROM without LIMIT ${MOST_NAMED}) x) AS without_examples`,
  )
  const found = rows[0]
  if (!found) return
  tally.counts.codesWithoutArea = found.unknown
  tally.counts.villagesWithoutRow = found.without
  if (found.unknown > 0)
    tally.find(
      'warning',
      `${found.unknown} codes of ${file} have no area: ${examples(found.unknown, found.unknown_examples)}`,
    )
  if (found.without > 0)
    tally.find(
      'info',
      `${found.without} villages have no row in ${file}: ${examples(found.without, found.without_examples)}`,
    )
}

function examples(count: number, named: string | null): string {
  return count > MOST_NAMED ? `${named}, …` : `${named}`
}
