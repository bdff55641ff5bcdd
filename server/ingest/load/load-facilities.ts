import type { Knex } from 'knex'
import { select, sql } from '../../database/sql-fragment.ts'
import { areasFingerprint } from '../areas-fingerprint.ts'
import type { DatasetPlan, ImportContext } from '../dataset.ts'
import { readExtent } from '../extent.ts'
import { type FacilitiesEntry, packageFile } from '../manifest.ts'
import { parseNumber } from '../parse-number.ts'
import { cellText, openEntry, requireColumns } from '../read-entry.ts'
import type { Tally } from '../report.ts'
import { straighten } from '../straighten.ts'

interface FacilityRow {
  row: number
  sourceId: string
  type: string
  name: string
  lon: number | null
  lat: number | null
  /** Places, beds, staff: whatever the package counts; null where it does not say. */
  capacity: number | null
}

const BATCH = 5000

export function planFacilities(context: ImportContext, entry: FacilitiesEntry): DatasetPlan {
  const path = packageFile(context.pack, entry.file)
  const packageId = context.pack.manifest.id
  return {
    role: typeof entry.type === 'string' ? 'facilities' : `facilities:${entry.type.const}`,
    file: entry.file,
    path,
    dependsOn: entry,
    dependsOnStore: () => areasFingerprint(context, 'village'),
    source: entry.source ?? null,
    licence: entry.licence ?? null,
    year: null,
    async load(transaction, datasetId, tally) {
      const extent = await readExtent(transaction, packageId)
      const { facilities, crs } = await readFacilities(path, entry, tally)
      straighten(facilities, extent, tally)
      for (let at = 0; at < facilities.length; at += BATCH)
        await insertFacilities(transaction, datasetId, facilities.slice(at, at + BATCH), tally)
      await placeFacilities(transaction, { datasetId, packageId }, facilities, tally)
      return { crs }
    },
  }
}

async function readFacilities(path: string, entry: FacilitiesEntry, tally: Tally) {
  const typeColumn = typeof entry.type === 'string' ? entry.type : null
  const constantType = typeof entry.type === 'string' ? null : entry.type.const
  const opened = await openEntry(path, entry, tally)
  const facilities: FacilityRow[] = []
  try {
    const columns = [typeColumn, entry.name, entry.id, entry.capacity, entry.lon, entry.lat]
    const named = columns.filter((name): name is string => Boolean(name))
    requireColumns(entry.file, opened.fields, named)
    for await (const { row, properties, geometry } of opened.rows()) {
      const type = constantType ?? cellText(properties[typeColumn ?? ''])
      const name = cellText(properties[entry.name])
      if (!type || !name) {
        const parameter = type ? entry.name : (typeColumn ?? 'type')
        tally.reject(row, 'a facility needs a type and a name', { parameter, expected: 'text' })
        continue
      }
      const [lon = null, lat = null] = geometry?.type === 'Point' ? geometry.coordinates : []
      const sourceId = (entry.id ? cellText(properties[entry.id]) : null) ?? `${entry.file}#${row}`
      const capacity = entry.capacity ? readCapacity({ row, properties }, entry.capacity, tally) : null
      facilities.push({ row, sourceId, type, name, lon, lat, capacity })
    }
  } finally {
    await opened.close()
  }
  return { facilities, crs: opened.crs }
}

/** A capacity below 0 or in words is none. */
function readCapacity(
  { row, properties }: { row: number; properties: Record<string, unknown> },
  column: string,
  tally: Tally,
): number | null {
  const text = cellText(properties[column])
  const capacity = parseNumber(properties[column])
  if (capacity !== null && capacity >= 0) return capacity
  if (text !== null) {
    tally.note(row, 'value not understood, left empty', {
      parameter: column,
      received: text,
      expected: 'a capacity of 0 or more',
    })
  }
  return null
}

async function insertFacilities(
  transaction: Knex,
  datasetId: number,
  batch: readonly FacilityRow[],
  tally: Tally,
): Promise<void> {
  const rows = await select<{ source_id: string }>(
    transaction,
    sql`INSERT INTO facilities (dataset_id, source_id, type, name, geom, placement, capacity)
     SELECT ${datasetId}, "sourceId", type, name, ST_SetSRID(ST_MakePoint(lon, lat), 4326), 'none', capacity
     FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
       AS r("row" integer, "sourceId" text, type text, name text, lon double precision, lat double precision, capacity double precision)
     ON CONFLICT (dataset_id, source_id) DO NOTHING RETURNING source_id`,
  )
  tally.add('loaded', rows.length)
  if (rows.length === batch.length) return
  const written = new Set(rows.map(({ source_id }) => source_id))
  const seen = new Set<string>()
  for (const { row, sourceId } of batch) {
    if (!written.has(sourceId) || seen.has(sourceId)) {
      tally.reject(row, 'this facility id stands twice', { received: sourceId, expected: 'an id of its own' })
    }
    seen.add(sourceId)
  }
}

/** Says in which village each facility stands; those outside the district are kept and told, as are those without a place. */
async function placeFacilities(
  transaction: Knex,
  target: FacilityTarget,
  facilities: readonly FacilityRow[],
  tally: Tally,
): Promise<void> {
  const rows = await select<{ source_id: string; placement: string }>(transaction, placeSql(target))
  const placement = new Map(rows.map((row) => [row.source_id, row.placement]))
  for (const { row, sourceId, name, lon, lat } of facilities) {
    const where = placement.get(sourceId)
    if (where === 'none')
      tally.note(row, 'kept without a place: no coordinates', {
        received: name,
        expected: 'longitude and latitude',
      })
    if (where === 'outside')
      tally.note(row, 'kept, but lies outside the district', {
        received: `${name} (${lon}, ${lat})`,
        expected: 'a place inside the district',
      })
  }
  const count = (wanted: string) => rows.filter((row) => row.placement === wanted).length
  const [inside, outside, withoutPlace] = [count('inside'), count('outside'), count('none')]
  Object.assign(tally.counts, { inside, outside, withoutPlace })
  if (withoutPlace > 0) tally.find('warning', `${withoutPlace} facilities have no coordinates`)
  if (outside > 0) tally.find('warning', `${outside} facilities lie outside the district`)
}

interface FacilityTarget {
  readonly datasetId: number
  readonly packageId: string
}

const placeSql = ({ datasetId, packageId }: FacilityTarget) => sql`UPDATE facilities f SET
       village_code = found.code,
       placement = CASE WHEN f.geom IS NULL THEN 'none' WHEN found.code IS NULL THEN 'outside' ELSE 'inside' END
     FROM facilities g LEFT JOIN LATERAL (
       SELECT a.code FROM areas a JOIN datasets d ON d.id = a.dataset_id AND d.package_id = ${packageId}
       WHERE a.level = 'village' AND ST_Intersects(a.geom, g.geom) ORDER BY a.code LIMIT 1
     ) found ON true
     WHERE g.id = f.id AND f.dataset_id = ${datasetId}
     RETURNING f.source_id, f.placement`
