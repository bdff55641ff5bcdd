import { setImmediate as sent } from 'node:timers/promises'
import type { Geometry } from 'geojson'
import type { Knex } from 'knex'
import type { ProposalDraft, ProposerContact } from '../../../core/proposal/proposal.ts'
import { isSipdHeading, mapSipdColumns } from '../../../core/proposal/sipd-columns.ts'
import { readSipdRow } from '../../../core/proposal/sipd-row.ts'
import { type InTurn, makeTurns } from '../../database/in-turn.ts'
import { bound, select, sql } from '../../database/sql-fragment.ts'
import { areasFingerprint } from '../areas-fingerprint.ts'
import type { DatasetPlan, ImportContext } from '../dataset.ts'
import { type Extent, readExtent } from '../extent.ts'
import { type ProposalsEntry, packageFile } from '../manifest.ts'
import { PlaceFinder } from '../proposal-places.ts'
import {
  type PlacedDraft,
  type PreparedDrafts,
  prepareDrafts,
  type StoreTarget,
  storeProposals,
} from '../proposal-store.ts'
import { cellsOf, MissingColumn, type OpenedEntry, openEntry } from '../read-entry.ts'
import { readPetausulRow } from '../read-petausul-row.ts'
import type { Tally } from '../report.ts'
import { SourceIds } from '../source-ids.ts'

const BATCH = 1000
/** Rows after which the database's answers are looked at: it waits for this thread otherwise. */
const ROWS_BETWEEN_LOOKS = 200

/** One row of a proposals file, read but not yet placed on the map. */
interface ReadRow {
  row: number
  draft: ProposalDraft
  contact: ProposerContact | null
  villageCode: string | null
  shape: Geometry | null
}

export function planProposals(context: ImportContext, entry: ProposalsEntry): DatasetPlan {
  const path = packageFile(context.pack, entry.file)
  const packageId = context.pack.manifest.id
  return {
    role: `proposals:${entry.year}`,
    file: entry.file,
    path,
    dependsOn: entry,
    dependsOnStore: () => areasFingerprint(context, 'village'),
    source: entry.source ?? null,
    licence: entry.licence ?? null,
    year: entry.year,
    keepsRows: true,
    async load(transaction, datasetId, tally) {
      const extent = await readExtent(transaction, packageId)
      if (!extent) throw new MissingColumn('district.json', 'areas, in which proposals can be placed', 'none')
      const finder = await PlaceFinder.read(transaction, packageId, [...extent])
      const opened = await openEntry(path, entry, tally, entry.format === 'sipd' ? isSipdHeading : undefined)
      const hadProposals = await hasImported(transaction, packageId)
      const target: StoreTarget = { datasetId, packageId, hadProposals }
      const ids = new SourceIds(entry.file)
      try {
        const rows =
          entry.format === 'sipd' ? readSipd(opened, entry, extent, tally) : readOwn(opened, entry, tally)
        const inTurn = makeTurns()
        await inBatches(rows, {
          place(batch) {
            context.signal.throwIfAborted()
            return placeBatch({ transaction, inTurn }, { finder, ids }, batch, tally)
          },
          store: (prepared) => inTurn(() => storeBatch(transaction, target, prepared, tally)),
        })
      } finally {
        await opened.close()
      }
      describeQualities(tally)
      return { crs: opened.crs }
    },
  }
}

async function hasImported(transaction: Knex, packageId: string): Promise<boolean> {
  const rows = await select(
    transaction,
    sql`SELECT FROM proposals WHERE package_id = ${bound(packageId, 'text')} AND source_id IS NOT NULL LIMIT 1`,
  )
  return rows.length > 0
}

interface Stages {
  place(batch: ReadRow[]): Promise<PreparedDrafts>
  store(prepared: PreparedDrafts): Promise<void>
}

/**
 * Stores batch after batch. Places of a batch are asked for before the one ahead of it is written: while the database
 * writes, this thread makes the next one ready and reads on, so that neither waits for the other.
 */
async function inBatches(rows: AsyncIterable<ReadRow>, { place, store }: Stages): Promise<void> {
  let storing: Promise<void> = Promise.resolve()
  let ahead: Promise<PreparedDrafts> = prepareDrafts([])
  const take = async (batch: ReadRow[]) => {
    const placing = place(batch)
    placing.catch(() => {})
    await storing
    storing = store(await ahead)
    storing.catch(() => {})
    ahead = placing
    // What is asked for leaves before this thread reads on.
    await sent()
  }
  let batch: ReadRow[] = []
  try {
    for await (const row of rows) {
      batch.push(row)
      if (batch.length % ROWS_BETWEEN_LOOKS === 0) await sent()
      if (batch.length < BATCH) continue
      await take(batch)
      batch = []
    }
    await take(batch)
    await storing
    await store(await ahead)
  } catch (error) {
    // Nothing may still be asked of the transaction once it is rolled back.
    await Promise.allSettled([storing, ahead])
    throw error
  }
}

async function* readSipd(
  opened: OpenedEntry,
  entry: ProposalsEntry,
  extent: Extent,
  tally: Tally,
): AsyncIterable<ReadRow> {
  if (!isSipdHeading(opened.fields)) {
    throw new MissingColumn(
      entry.file,
      'the heading row of a SIPD export',
      opened.fields.slice(0, 30).join(', '),
    )
  }
  const columns = mapSipdColumns(opened.fields)
  if (columns.unknown.length > 0)
    tally.find('info', `columns without a meaning here: ${columns.unknown.join(', ')}`)
  if (columns.missing.length > 0)
    tally.find('warning', `columns that are missing: ${columns.missing.join(', ')}`)
  const context = { columns, year: entry.year, extent: [...extent] as [number, number, number, number] }
  for await (const feature of opened.rows()) {
    const { row } = feature
    const { draft, contact, faults } = readSipdRow(cellsOf(feature), context)
    for (const { column, received, expected } of faults) {
      const fault = { parameter: column, received, expected: expected.en }
      if (draft) tally.note(row, 'cell not understood, left empty', fault)
      else tally.reject(row, 'no proposal in this row', fault)
    }
    if (draft) yield { row, draft, contact, villageCode: null, shape: null }
    else if (faults.length === 0) tally.add('blank')
  }
}

async function* readOwn(opened: OpenedEntry, entry: ProposalsEntry, tally: Tally): AsyncIterable<ReadRow> {
  for await (const { row, properties, geometry } of opened.rows()) {
    const { draft, villageCode, faults } = readPetausulRow(properties, geometry, entry.year)
    for (const fault of faults) {
      if (draft) tally.note(row, 'value not understood, left empty', fault)
      else tally.reject(row, 'no proposal in this row', fault)
    }
    if (draft) yield { row, draft, contact: null, villageCode, shape: geometry }
  }
}

interface PlacingTools {
  finder: PlaceFinder
  ids: SourceIds
}

async function placeBatch(
  database: { transaction: Knex; inTurn: InTurn },
  { finder, ids }: PlacingTools,
  rows: readonly ReadRow[],
  tally: Tally,
): Promise<PreparedDrafts> {
  const fresh = rows.flatMap((read) => {
    const sourceId = ids.next(read.draft)
    if (sourceId) return [{ ...read, sourceId }]
    tally.reject(read.row, 'this row repeats an earlier one word for word', {
      parameter: 'ID Usulan',
      received: read.draft.sourceId,
    })
    return []
  })
  const places = await finder.find(
    database,
    fresh.map(({ draft, villageCode }) => ({
      village: draft.statedVillage,
      district: draft.statedDistrict,
      villageCode,
      candidates: draft.coordinates,
    })),
  )
  const placed = fresh.flatMap((read, index): PlacedDraft[] => {
    const place = places[index]
    if (!place) return []
    tally.add(`quality:${place.quality}`)
    const how = place.match?.village?.how
    if (how) tally.add(`village:${how}`)
    if (place.match?.reason && place.match.reason !== 'empty') {
      const candidates = place.match.candidates.map(({ code }) => code).join(', ')
      tally.note(read.row, `village not matched (${place.match.reason})`, {
        parameter: 'Desa/Kelurahan',
        received: read.draft.statedVillage,
        expected: candidates || 'a village of the stated district',
      })
    }
    return [{ ...read, place, shape: read.shape && place.point ? JSON.stringify(read.shape) : null }]
  })
  return await prepareDrafts(placed)
}

async function storeBatch(
  transaction: Knex,
  target: StoreTarget,
  prepared: PreparedDrafts,
  tally: Tally,
): Promise<void> {
  const { inserted, updated, unchanged, edited } = await storeProposals(transaction, target, prepared)
  tally.add('loaded', inserted + updated + unchanged)
  tally.add('inserted', inserted)
  tally.add('updated', updated)
  for (const row of edited) tally.note(row, 'changed in the file, but edited here since: the edit is kept')
  tally.add('loaded', edited.length)
}

function describeQualities(tally: Tally): void {
  const of = (quality: string) => tally.counts[`quality:${quality}`] ?? 0
  tally.find(
    'info',
    `locations: ${of('point')} exact, ${of('area')} by village only, ${of('conflict')} in doubt, ${of('none')} without`,
  )
}
