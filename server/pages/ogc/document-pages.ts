import type { Language } from '../../../core/proposal/label.ts'
import type { CollectionDocument } from '../../publish/features/describe-collection.ts'
import type { OgcLink } from '../../publish/ogc-link.ts'
import { say } from '../language.ts'
import type { OgcPage, PageLink, PagePart } from './ogc-page.ts'
import { ogcWords as words } from './ogc-words.ts'

const ROOT = '/ogc'

export function crumbsTo(language: Language, ...above: readonly PageLink[]): PageLink[] {
  return [{ href: ROOT, title: say(words.api, language) }, ...above]
}

export const collectionsCrumb = (language: Language): PageLink => ({
  href: `${ROOT}/collections`,
  title: say(words.collections, language),
})

/** The document for programs under its own address; `query` repeats what narrowed it. */
export function formatLinks(
  path: string,
  name: string,
  query: Readonly<Record<string, string>> = {},
): PageLink[] {
  return [{ href: `${ROOT}${path}?${new URLSearchParams({ ...query, f: 'json' })}`, title: name }]
}

export function landingPage(
  language: Language,
  { title, description, links }: { title: string; description: string; links: readonly OgcLink[] },
): OgcPage {
  const shown = links.filter(({ rel }) => !['self', 'alternate', 'service-doc'].includes(rel))
  return {
    title: `${say(words.api, language)} · ${title}`,
    lead: description,
    formats: formatLinks('', 'JSON'),
    parts: [
      { kind: 'links', links: shown.map((link) => ({ href: withoutFormat(link.href), title: link.title })) },
    ],
  }
}

/** An address of a document of ours as people open it, by Accept, without the site path. */
export function withoutFormat(href: string): string {
  const url = new URL(href)
  url.searchParams.delete('f')
  url.searchParams.delete('lang')
  return `${url.pathname.slice(url.pathname.search(/\/ogc(\/|$)/))}${url.search}`
}

/** A document that is but links to others. */
export function linksPage({
  title,
  path,
  links,
  crumbs,
}: {
  title: string
  path: string
  links: readonly PageLink[]
  crumbs: readonly PageLink[]
}): OgcPage {
  return { title, crumbs, formats: formatLinks(path, 'JSON'), parts: [{ kind: 'links', links }] }
}

export function collectionsPage(
  language: Language,
  collections: readonly Pick<CollectionDocument, 'id' | 'title' | 'description'>[],
): OgcPage {
  return {
    title: say(words.collections, language),
    lead: say(words.collectionsLead, language),
    crumbs: crumbsTo(language),
    formats: formatLinks('/collections', 'JSON'),
    parts: [
      {
        kind: 'links',
        links: collections.map(({ id, title, description }) => ({
          href: `${ROOT}/collections/${id}`,
          title,
          note: `${id} · ${description}`,
        })),
      },
    ],
  }
}

export function collectionPage(language: Language, collection: CollectionDocument): OgcPage {
  const { id, title, description, extent, crs, storageCrs, links } = collection
  const shown = links.filter(({ rel, type }) => rel !== 'self' && rel !== 'alternate' && type !== 'text/html')
  const box = extent.spatial?.bbox[0].map((degrees) => degrees.toFixed(4)).join(', ')
  const time = extent.temporal?.interval[0].map((moment) => moment.slice(0, 10)).join(' – ')
  return {
    title,
    lead: description,
    crumbs: crumbsTo(language, collectionsCrumb(language)),
    formats: formatLinks(`/collections/${id}`, 'JSON'),
    parts: [
      {
        kind: 'facts',
        facts: [
          ['ID', id],
          [say(words.extent, language), box ?? null],
          [say(words.time, language), time ?? null],
          [
            say(words.crs, language),
            say(words.crsCount, language, { count: crs.length, stored: storageCrs.split('/').at(-1) ?? '' }),
          ],
        ],
      },
      { kind: 'links', links: shown.map((link) => ({ href: withoutFormat(link.href), title: link.title })) },
    ],
  }
}

export function conformancePage(language: Language, classes: readonly string[]): OgcPage {
  return {
    title: say(words.conformance, language),
    lead: say(words.conformanceLead, language),
    crumbs: crumbsTo(language),
    formats: formatLinks('/conformance', 'JSON'),
    parts: [
      {
        kind: 'table',
        title: say(words.conformance, language),
        head: ['URI'],
        rows: classes.map((uri) => [uri]),
      },
    ],
  }
}

interface Schema {
  title: string
  properties: Readonly<
    Record<string, { title: string; type?: string; format?: string; 'x-ogc-unit'?: string }>
  >
}

/** Queryables or schema, of one collection or of all. */
export function schemaPage(
  language: Language,
  schema: Schema,
  { which, collection }: { which: 'queryables' | 'schema'; collection?: string },
): OgcPage {
  const path = collection === undefined ? `/${which}` : `/collections/${collection}/${which}`
  const above =
    collection === undefined ? [] : [collectionsCrumb(language), collectionCrumb(collection, schema.title)]
  const head = [words.name, words.title, words.type, words.unit].map((word) => say(word, language))
  return {
    title: say(words[which], language),
    lead: schema.title,
    crumbs: crumbsTo(language, ...above),
    formats: formatLinks(path, 'JSON Schema'),
    parts: [
      {
        kind: 'table',
        title: say(words[which], language),
        head,
        rows: Object.entries(schema.properties).map(([name, { title, type, format, 'x-ogc-unit': unit }]) => [
          name,
          title,
          type ?? format ?? null,
          unit ?? null,
        ]),
      },
    ],
  }
}

export const collectionCrumb = (id: string, title: string): PageLink => ({
  href: `${ROOT}/collections/${id}`,
  title,
})

interface Definition {
  info: { title: string }
  paths: Readonly<
    Record<string, { get: { summary: string; parameters: readonly { name?: string; $ref?: string }[] } }>
  >
}

/** The OpenAPI document as a table of its routes. */
export function definitionPage(language: Language, { info, paths }: Definition): OgcPage {
  const rows = Object.entries(paths).map(([path, { get }]) => [
    path,
    get.summary,
    get.parameters.map(({ name, $ref }) => name ?? $ref?.split('/').at(-1) ?? '').join(', '),
  ])
  const table: PagePart = {
    kind: 'table',
    title: say(words.definition, language),
    head: [words.path, words.meaning, words.parameters].map((word) => say(word, language)),
    rows,
  }
  return {
    title: say(words.definition, language),
    lead: `${info.title}. ${say(words.definitionLead, language)}`,
    crumbs: crumbsTo(language),
    formats: formatLinks('/api', 'OpenAPI 3.0'),
    parts: [table],
  }
}
