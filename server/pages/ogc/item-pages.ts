import { formatNumber } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { say } from '../language.ts'
import { collectionCrumb, collectionsCrumb, crumbsTo, formatLinks } from './document-pages.ts'
import type { OgcPage, PageCell, PagePart } from './ogc-page.ts'
import { ogcWords as words } from './ogc-words.ts'

/** Its values are of the layer's public fields, in their order. */
interface Row {
  key: number
  geometry: string | null
  values: readonly unknown[]
}

export interface ItemsListing {
  layer: LayerDefinition
  rows: readonly Row[]
  matched: number | undefined
  /** Cursors of the pages beside this one. */
  prev: string | undefined
  next: string | undefined
  /** Parameters of the question, without cursor and language. */
  query: Readonly<Record<string, string>>
}

/** Columns of a listing: what says most stands first in every layer. */
const MOST_COLUMNS = 8

/** A page of items as a table. */
export function itemsPage(language: Language, listing: ItemsListing): OgcPage {
  const { layer, rows, matched, prev, next, query } = listing
  const path = `/ogc/collections/${layer.id}/items`
  const at = (cursor: string | undefined) =>
    cursor === undefined ? undefined : `${path}?${new URLSearchParams({ ...query, cursor })}`
  const fields = publicFields(layer).slice(0, MOST_COLUMNS)
  const shown = say(matched === undefined ? words.shownOnly : words.shown, language, {
    shown: formatNumber(rows.length, language),
    matched: matched === undefined ? '' : formatNumber(matched, language),
  })
  const table: PagePart = {
    kind: 'table',
    title: say(words.items, language),
    head: ['ID', ...fields.map(({ title }) => title[language])],
    rows: rows.map((row) => [
      { href: `${path}/${row.key}`, title: String(row.key) },
      ...fields.map((field, at) => valueCell(language, field, row.values[at])),
    ]),
  }
  return {
    title: say(words.items, language),
    lead: `${layer.title[language]} · ${shown}`,
    crumbs: crumbsTo(language, collectionsCrumb(language), collectionCrumb(layer.id, layer.title[language])),
    formats: formatLinks(`/collections/${layer.id}/items`, 'GeoJSON', query),
    parts: [
      rows.length === 0 ? { kind: 'text', text: say(words.none, language) } : table,
      { kind: 'pager', prev: at(prev), next: at(next) },
    ],
  }
}

/** Every value of one item. */
export function itemPage(language: Language, layer: LayerDefinition, row: Row): OgcPage {
  const facts = publicFields(layer).map(
    (field, at) => [titleOf(language, field), valueCell(language, field, row.values[at])] as const,
  )
  return {
    title: `${say(words.item, language)} ${row.key}`,
    lead: layer.title[language],
    crumbs: crumbsTo(language, collectionsCrumb(language), collectionCrumb(layer.id, layer.title[language]), {
      href: `/ogc/collections/${layer.id}/items`,
      title: say(words.items, language),
    }),
    formats: formatLinks(`/collections/${layer.id}/items/${row.key}`, 'GeoJSON'),
    parts: [
      { kind: 'facts', facts: [...facts, [say(words.place, language), placeOf(language, row.geometry)]] },
    ],
  }
}

const titleOf = (language: Language, { title, unit }: LayerField) =>
  unit && !title[language].includes('(') ? `${title[language]} (${unit[language]})` : title[language]

function valueCell(language: Language, { name, time }: LayerField, value: unknown): PageCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return say(value ? words.yes : words.no, language)
  if (typeof value === 'number') return time === 'year' || name === 'year' ? String(value) : value
  return String(value)
}

/** A point's degrees; of larger shapes, what they are. */
function placeOf(language: Language, geometry: string | null): string {
  if (geometry === null) return say(words.noPlace, language)
  const { type, coordinates } = JSON.parse(geometry) as { type: string; coordinates: unknown[] }
  return type === 'Point' ? `Point ${coordinates.join(', ')}` : type
}
