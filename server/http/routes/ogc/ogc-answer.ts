import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Actor } from '../../../../core/access/actor.ts'
import type { StoreVersion } from '../../../changes/store-version.ts'
import type { Database } from '../../../database/database.ts'
import { type OgcPage, renderOgcPage } from '../../../pages/ogc/ogc-page.ts'
import type { OgcSite } from '../../../publish/ogc-link.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import type { ActorOf } from '../../request/actor-of.ts'
import { queryOf } from '../../request/query.ts'
import type { MakeContext } from '../pages/page-routes.ts'
import { chooseFormat, type OgcFormat, readGiven, readOgcLanguage, refuseUnknown } from './ogc-query.ts'

export interface OgcServices {
  database: Database
  office: RecordOffice
  actorOf: ActorOf
  storeVersion: StoreVersion
  pageContext: MakeContext
}

/** What every route under /ogc knows of a request. */
export interface OgcRequest {
  given: ReadonlyMap<string, string>
  site: OgcSite
  format: OgcFormat
  actor: Actor
}

/** Reads what is the same at every route; `types` are those that the route answers in, the program's first. */
export async function openOgc(
  { office, actorOf }: OgcServices,
  request: Request,
  response: Response,
  { allowed = [], types }: { allowed?: readonly string[]; types: readonly string[] },
): Promise<OgcRequest> {
  const actor = await actorOf(request, response)
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
  { pageContext }: OgcServices,
  request: Request,
  response: Response,
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

/**
 * The strong ETag of an answer that says when it was made: the state of the store and the question, then that moment. An
 * answer of another moment has another one, but the old one holds while the store is as it was. Sends a 304 and returns
 * undefined for a client that has such an answer.
 */
export function stampAnswer(
  { storeVersion }: OgcServices,
  request: Request,
  response: Response,
  about: readonly string[],
): string | undefined {
  const state = createHash('sha256')
    .update(JSON.stringify([storeVersion.current, request.originalUrl, ...about]))
    .digest('base64url')
    .slice(0, 22)
  const held = heldTag(request.get('If-None-Match'), state)
  const now = new Date()
  response.set('ETag', held ?? `"${state}.${now.getTime().toString(36)}"`)
  if (held !== undefined) {
    response.status(304).end()
    return undefined
  }
  return now.toISOString()
}

function heldTag(header: string | undefined, state: string): string | undefined {
  for (const item of header?.split(',') ?? []) {
    const tag = item.trim().replace(/^W\//, '')
    if (tag.startsWith(`"${state}.`) && /^"[\w-]{22}\.[a-z0-9]{1,12}"$/.test(tag)) return tag
  }
  return undefined
}
