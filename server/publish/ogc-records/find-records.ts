import type { FilterBox } from '../../../core/filter/filter-tree.ts'
import { compareTimes, type TimeSpan, timeSpanOf } from '../../../core/filter/time-span.ts'
import { crs84 } from '../../../core/geo/crs-uris.ts'
import { badParameter } from '../../../core/problem.ts'
import { readBox } from '../features/read-bbox.ts'
import { readTime } from '../features/read-datetime.ts'
import { entryOfLayer } from '../records/catalogue-entry.ts'
import { textOf as textOfForeign } from '../records/foreign-entry.ts'
import { relateBoxes } from '../records/relate-boxes.ts'
import type { KnownRecord } from './record-feature.ts'

/** Parameters of record-core-query-parameters (OGC 20-004r1, 8.4). */
export const RECORD_PARAMETERS = ['bbox', 'datetime', 'q', 'type', 'ids', 'externalIds'] as const
const MOST_WORDS = 20
const MOST_IDS = 200

/** The records that all parameters hold for, in the catalogue's order. Throws Problem (400). */
export function findRecords(
  records: readonly KnownRecord[],
  given: ReadonlyMap<string, string>,
): readonly KnownRecord[] {
  const conditions = [inBox, inTime, withWords, ofType, ofIds, ofLayers].map((condition) => condition(given))
  return records.filter((record) => conditions.every((holds) => holds(record)))
}

type Holds = (record: KnownRecord) => boolean
const always: Holds = () => true

function inBox(given: ReadonlyMap<string, string>): Holds {
  const text = given.get('bbox')
  if (text === undefined) return always
  const [west, south, east, north] = readBox(text, crs84)
  const boxes: FilterBox[] =
    west <= east
      ? [[west, south, east, north]]
      : [
          [west, south, 180, north],
          [-180, south, east, north],
        ]
  return (known) => {
    const extent = known.kind === 'foreign' ? known.record.box : known.record.extent
    return extent !== null && boxes.some((box) => relateBoxes('s_intersects', [...extent], box))
  }
}

/** A record without a time matches every time. */
function inTime(given: ReadonlyMap<string, string>): Holds {
  const text = given.get('datetime')
  if (text === undefined) return always
  const asked = readTime(text)
  const [start, end] =
    asked.kind === 'interval' ? [spanOf(asked.start), spanOf(asked.end)] : [spanOf(asked), spanOf(asked)]
  return (known) => {
    const span = spanOfRecord(known)
    return span === null || compareTimes('t_intersects', span, [start[0], end[1]])
  }
}

function spanOfRecord(known: KnownRecord): TimeSpan | null {
  if (known.kind === 'foreign')
    return known.record.date === null ? null : (timeSpanOf(known.record.date) ?? null)
  if (known.kind === 'series' || !known.record.years) return null
  const [first, last] = known.record.years
  return [Date.UTC(first, 0, 1), Date.UTC(last + 1, 0, 1) - 1]
}

function spanOf(end: { kind: string; value?: string; name?: string }): TimeSpan {
  return (end.value === undefined ? null : timeSpanOf(end.value)) ?? [null, null]
}

/** Any of the terms between commas; words of one term stand side by side. Letters' case does not matter. */
function withWords(given: ReadonlyMap<string, string>): Holds {
  const terms = listOf(given, 'q', MOST_WORDS)?.map((term) => term.toLowerCase().replaceAll(/\s+/g, ' '))
  if (!terms) return always
  return (known) => {
    const text = textOf(known).toLowerCase().replaceAll(/\s+/g, ' ')
    return terms.some((term) => text.includes(term))
  }
}

function textOf(known: KnownRecord): string {
  if (known.kind === 'dataset') return entryOfLayer(known.record, '').text
  if (known.kind === 'foreign') return textOfForeign(known.record)
  const { title, abstract, contact } = known.record
  return [title.id, title.en, abstract.id, abstract.en, contact.name].join('\n')
}

function ofType(given: ReadonlyMap<string, string>): Holds {
  const types = listOf(given, 'type', MOST_WORDS)
  return types ? (known) => types.includes(known.kind === 'foreign' ? known.record.type : known.kind) : always
}

function ofIds(given: ReadonlyMap<string, string>): Holds {
  const ids = listOf(given, 'ids', MOST_IDS)
  return ids ? ({ record: { id } }) => ids.includes(id) : always
}

/** Ids that records have elsewhere: those of their layers, or of the catalogue that they are from. */
function ofLayers(given: ReadonlyMap<string, string>): Holds {
  const ids = listOf(given, 'externalIds', MOST_IDS)
  if (!ids) return always
  return (known) =>
    known.kind !== 'series' && ids.includes(known.kind === 'dataset' ? known.record.layer : known.record.id)
}

function listOf(given: ReadonlyMap<string, string>, name: string, most: number): string[] | undefined {
  const text = given.get(name)
  if (text === undefined) return undefined
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > most || parts.some((part) => part === '' || part.length > 200))
    throw badParameter(name, text, `1 to ${most} texts of at most 200 characters, joined by commas`)
  return parts
}
