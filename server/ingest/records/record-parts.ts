import { badParameter } from '../../../core/problem.ts'
import type { ForeignLink, ForeignRecord } from '../../../core/record/foreign-record.ts'

const LONGEST = { id: 200, line: 1000, text: 20_000, title: 100 }
const MOST = 200

/** What a form found, before it is checked: anything may be missing or wild. */
export type FoundRecord = { [Key in keyof ForeignRecord]?: ForeignRecord[Key] | undefined }

const REGISTRY_AXES = /^(urn:|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG).*\b(4326|9470|4755)$/i

/** Whether coordinates stand latitude first: a URN or an address has the axes of the registry, CRS84 and plain codes have not. */
export function hasRegistryAxes(crs: string): boolean {
  return REGISTRY_AXES.test(crs)
}

/**
 * A record whose texts and addresses are bounded; only what nobody could use is refused: one without an identifier, or with
 * neither title nor abstract. Throws Problem (400).
 */
export function checkRecord(found: FoundRecord): ForeignRecord {
  const id = line(found.id ?? '', LONGEST.id)
  const title = line(found.title ?? '', LONGEST.line) || beginningOf(found.abstract ?? '')
  if (id === '') throw badParameter('identifier', found.id ?? '', 'the identifier of the record')
  if (title === '') throw badParameter('title', found.title ?? '', 'the title of the record, or its abstract')
  return {
    id,
    title,
    type: line(found.type ?? '', LONGEST.line) || 'dataset',
    abstract: clean(found.abstract ?? '', LONGEST.text),
    subjects: lines(found.subjects),
    formats: lines(found.formats),
    relations: lines(found.relations),
    date: dateOf(found.date),
    created: dateOf(found.created),
    modified: dateOf(found.modified),
    spatial: line(found.spatial ?? '', LONGEST.line) || null,
    rights: lines(found.rights),
    publisher: line(found.publisher ?? '', LONGEST.line) || null,
    language: line(found.language ?? '', 40) || null,
    lineage: clean(found.lineage ?? '', LONGEST.text),
    box: boxOf(found.box),
    links: linksOf(found.links),
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what neither the database nor XML can hold
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g
const clean = (text: string, longest = Infinity) =>
  // Cut first: half a character is none that the database could hold.
  text.replaceAll(CONTROL, '').trim().slice(0, longest).toWellFormed()
const line = (text: string, longest: number) => clean(text.replaceAll(/\s+/g, ' '), longest)

/** First words of an abstract: Dublin Core may leave the title out, but brief and summary records need one (07-006r1, 10.2.5). */
function beginningOf(abstract: string): string {
  const text = line(abstract, LONGEST.text)
  return text.length <= LONGEST.title ? text : `${line(text, LONGEST.title).replace(/\s\S*$/, '')}…`
}

function lines(texts: readonly string[] = []): string[] {
  return [...new Set(texts.map((text) => line(text, LONGEST.line)).filter(Boolean))].slice(0, MOST)
}

/** A day or a moment; of what is neither nothing is kept. */
function dateOf(text: string | null | undefined): string | null {
  const found = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?/.exec(
    text?.trim() ?? '',
  )?.[0]
  return found !== undefined && !Number.isNaN(Date.parse(found)) ? found : null
}

function boxOf(box: ForeignRecord['box'] | undefined): ForeignRecord['box'] {
  if (!box) return null
  const [west, south, east, north] = box
  const fits = [west, south, east, north].every(Number.isFinite) && south <= north && west <= east
  return fits && west >= -180 && east <= 180 && south >= -90 && north <= 90 ? box : null
}

/** Only what a browser may open: no scripts, no files. */
function linksOf(links: readonly ForeignLink[] = []): ForeignLink[] {
  return links
    .filter(({ url }) => url.length <= 2000 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
    .slice(0, MOST)
    .map(({ url, kind, title }) => ({
      url,
      kind: line(kind ?? '', 100) || null,
      title: line(title ?? '', 300) || null,
    }))
}
