import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Actor } from '../../../../core/access/actor.ts'
import type { Language } from '../../../../core/proposal/label.ts'
import type { StoreVersion } from '../../../changes/store-version.ts'
import type { Database } from '../../../database/database.ts'
import { type OgcPage, renderOgcPage } from '../../../pages/ogc/ogc-page.ts'
import { mediaTypes, type OgcSite } from '../../../publish/ogc-link.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import { queryOf } from '../../request/query.ts'
import { type Asked, routesFor } from '../../routing/route.ts'
import type { MakeContext } from '../pages/make-context.ts'
import { chooseFormat, type OgcFormat, readGiven, readOgcLanguage, refuseUnknown } from './ogc-query.ts'

export interface OgcServices {
  database: Database
  office: RecordOffice
  storeVersion: StoreVersion
  pageContext: MakeContext
}

/** Of a route under /ogc: parameters are refused in the standard's words, by openOgc. */
export const ogcRoute = routesFor<OgcServices>({ kind: 'service', readsQueryItself: true })
export const readable = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const
/** Types of answers that are JSON documents of the standard. */
export const JSON_FIRST = [mediaTypes.json]

/** What a route under /ogc is asked with; `params` differ from route to route. */
export type OgcAsked<Param extends string = never> = Pick<
  Asked<OgcServices, Param>,
  'services' | 'request' | 'response' | 'actor' | 'params'
>

/** What every route under /ogc knows of a request. */
export interface OgcRequest {
  given: ReadonlyMap<string, string>
  site: OgcSite
  format: OgcFormat
  actor: Actor
}

/** Reads what is the same at every route; `types` are those that the route answers in, the program's first. */
export function openOgc(
  { services: { office }, request, response, actor }: OgcAsked,
  { allowed = [], types = JSON_FIRST }: { allowed?: readonly string[]; types?: readonly string[] } = {},
): OgcRequest {
  const given = readGiven(request)
  refuseUnknown(given, allowed)
  const format = chooseFormat(request, given.get('f'), types)
  response.vary('Accept').set('Cache-Control', 'no-cache')
  return {
    given,
    format,
    actor,
    site: { root: `${office.publicUrl}/ogc`, language: readOgcLanguage(given) },
  }
}

/** Sends a page whose ETag is told from its bytes. Its address, for the other language and for sharing, is that of the request. */
export async function sendPage(
  { services: { pageContext }, request, response }: OgcAsked,
  page: OgcPage,
): Promise<void> {
  const query = queryOf(request)
  query.delete('lang')
  const address = query.size > 0 ? `${request.path}?${query}` : request.path
  response.type('html').send(renderOgcPage(await pageContext(request, address), page))
}

/** Sends a document whose ETag is told from its bytes. */
export function sendDocument(response: Response, type: string, document: unknown): void {
  response.set('Content-Type', type).send(Buffer.from(JSON.stringify(document)))
}

/** One document, for programs or as a page, whichever was asked for. */
export async function sendEither<Document>(
  asked: OgcAsked,
  { format, site }: OgcRequest,
  {
    type = mediaTypes.json,
    document,
    page,
  }: { type?: string; document: Document; page: (language: Language, document: Document) => OgcPage },
): Promise<void> {
  if (format === 'html') await sendPage(asked, page(site.language, document))
  else sendDocument(asked.response, type, document)
}

/**
 * The strong ETag of an answer that says when it was made: the state of the store and the question, then that moment. An
 * answer of another moment has another one, but the old one holds while the store is as it was. Sends a 304 and returns
 * undefined for a client that has such an answer.
 */
export function stampAnswer(
  { services: { storeVersion }, request, response }: OgcAsked,
  about: readonly string[],
): string | undefined {
  const state = createHash('sha256')
    .update(JSON.stringify([storeVersion.current, request.originalUrl, ...about]))
    .digest('base64url')
    .slice(0, 22)
  const held = heldTag(request, state)
  const now = new Date()
  response.set('ETag', held ?? `"${state}.${now.getTime().toString(36)}"`)
  if (held !== undefined) {
    response.status(304).end()
    return undefined
  }
  return now.toISOString()
}

function heldTag(request: Request, state: string): string | undefined {
  for (const item of request.get('If-None-Match')?.split(',') ?? []) {
    const tag = item.trim().replace(/^W\//, '')
    if (tag.startsWith(`"${state}.`) && /^"[\w-]{22}\.[a-z0-9]{1,12}"$/.test(tag)) return tag
  }
  return undefined
}
