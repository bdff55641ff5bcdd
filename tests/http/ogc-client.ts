import type { Feature, FeatureCollection } from 'geojson'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

export interface Link {
  rel: string
  href: string
  type: string
  title: string
}

export interface ItemsDocument extends FeatureCollection {
  timeStamp: string
  numberMatched?: number
  numberReturned: number
  links: Link[]
}

export type ItemDocument = Feature & { links: Link[] }

export const items = async (server: TestServer, collection: string, query: Record<string, string> = {}) =>
  readJson<ItemsDocument>(
    await server.get(`/ogc/collections/${collection}/items?${new URLSearchParams(query)}`),
  )

export const linkOf = ({ links }: { links: Link[] }, rel: string, type?: string) =>
  links.find((link) => link.rel === rel && (type === undefined || link.type === type))?.href

/** Every page from a first one on, by its next links. */
export async function follow(first: ItemsDocument, rel: 'next' | 'prev' = 'next'): Promise<ItemsDocument[]> {
  const pages = [first]
  for (let href = linkOf(first, rel); href !== undefined; href = linkOf(pages.at(-1)!, rel)) {
    pages.push(await readJson<ItemsDocument>(await fetch(href)))
    if (pages.length > 100) throw new Error('pages without end')
  }
  return pages
}

export const keysOf = ({ features }: FeatureCollection) => features.map(({ id }) => Number(id))
export const EPSG = 'http://www.opengis.net/def/crs/EPSG/0'
export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
