import type { Language } from '../../core/proposal/label.ts'

/** A link as every document of OGC API has it. */
export interface OgcLink {
  rel: string
  href: string
  type: string
  title: string
  hreflang?: string
  templated?: true
}

/** Where documents are reached, and in which language they speak to people. */
export interface OgcSite {
  /** Scheme, host and path of the landing page, without a slash at its end. */
  root: string
  language: Language
}

/** Relations that OGC has names of; each is a path below. */
export const RELATION = 'http://www.opengis.net/def/rel/ogc/1.0'

export const mediaTypes = {
  json: 'application/json',
  geojson: 'application/geo+json',
  html: 'text/html',
  schema: 'application/schema+json',
  openapi: 'application/vnd.oai.openapi+json;version=3.0',
  problem: 'application/problem+json',
} as const

/** An address below the landing page; values are encoded, those that are undefined left out. */
export function ogcAddress(
  { root, language }: OgcSite,
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const pairs = Object.entries({ ...query, lang: language === 'id' ? undefined : language }).flatMap(
    ([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]),
  )
  return pairs.length === 0 ? `${root}${path}` : `${root}${path}?${new URLSearchParams(pairs)}`
}

/** The document itself and its twin for people or programs, under one address by `f`. */
export function selfLinks(
  site: OgcSite,
  path: string,
  { type, query = {} }: { type: string; query?: Readonly<Record<string, string | number | undefined>> },
): OgcLink[] {
  const words = site.language === 'id' ? ['Dokumen ini', 'Sebagai halaman'] : ['This document', 'As a page']
  return [
    { rel: 'self', href: ogcAddress(site, path, { ...query, f: 'json' }), type, title: words[0] ?? '' },
    {
      rel: 'alternate',
      href: ogcAddress(site, path, { ...query, f: 'html' }),
      type: mediaTypes.html,
      title: words[1] ?? '',
    },
  ]
}
