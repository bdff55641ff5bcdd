import type { Language } from '../../../core/proposal/label.ts'
import { mediaTypes, type OgcLink } from '../ogc-link.ts'
import type { FeatureRow } from './feature-text.ts'
import type { ItemsPage, PageEnd } from './items-page.ts'

export interface CollectionText {
  page: ItemsPage
  /** Text of one feature. */
  write(row: FeatureRow): string
  /** ISO 8601 in UTC. */
  timeStamp: string
  links(end: PageEnd): readonly OgcLink[]
}

/**
 * A GeoJSON FeatureCollection in pieces. What is known only at the end (numbers, links) stands at its end. The first
 * piece comes after the first rows were read: a database that fails is known by then.
 */
export async function* writeFeatureCollection({
  page,
  write,
  timeStamp,
  links,
}: CollectionText): AsyncGenerator<string> {
  let before = `{"type":"FeatureCollection","timeStamp":"${timeStamp}","features":[\n`
  for await (const rows of page.rows) {
    yield before + rows.map((row) => write(row)).join(',\n')
    before = ',\n'
  }
  const end = await page.end()
  const { numberReturned, numberMatched } = end
  const rest = JSON.stringify({ numberMatched, numberReturned, links: links(end) })
  yield `${before === ',\n' ? '' : before}\n],${rest.slice(1)}`
}

const words = {
  next: { id: 'Halaman berikutnya', en: 'Next page' },
  prev: { id: 'Halaman sebelumnya', en: 'Previous page' },
} as const

/** Links to the pages beside this one; `address` is of this page with another cursor. */
export function pageLinks(
  { next, prev }: PageEnd,
  address: (cursor: string) => string,
  language: Language,
): OgcLink[] {
  const type = mediaTypes.geojson
  return [
    ...(next ? [{ rel: 'next', href: address(next), type, title: words.next[language] }] : []),
    ...(prev ? [{ rel: 'prev', href: address(prev), type, title: words.prev[language] }] : []),
  ]
}
