import type { Request } from 'express'
import { PUBLIC } from '../../../../core/access/actor.ts'
import type { Actors } from '../../../access/actors.ts'
import type { Database } from '../../../database/database.ts'
import { readLanguage } from '../../../pages/language.ts'
import { makePageAssets } from '../../../pages/page-assets.ts'
import { type FooterPage, type PageContext, readPageDistrict } from '../../../pages/page-context.ts'
import { queryOf } from '../../request/query.ts'

export interface ContextServices {
  actors: Pick<Actors, 'orPublic'>
  clientFolder: string
  database: Database
  footerPages: readonly FooterPage[]
  publicUrl: string
}

/** What every page knows of its request, at an address in our own spelling. */
export type MakeContext = (request: Request, address: string) => Promise<PageContext>

export function makeContext(services: ContextServices): MakeContext {
  const { actors, clientFolder, database, footerPages, publicUrl } = services
  const assets = makePageAssets(clientFolder)
  return async (request, address) => {
    const actor = await actors.orPublic(request)
    request.res?.vary('Cookie').vary('Authorization')
    if (actor.kind !== 'public') request.res?.set('Cache-Control', 'private, no-cache')
    return {
      language: readLanguage(queryOf(request)),
      address,
      publicUrl,
      district: await readPageDistrict(database.read),
      assets,
      footer: footerPages,
      actor,
    }
  }
}

/** What a page can know while the database is away. */
export function contextWithoutStore(
  { clientFolder, footerPages, publicUrl }: Omit<ContextServices, 'actors' | 'database'>,
  request: Request,
): PageContext {
  const query = queryOf(request)
  query.delete('lang')
  return {
    language: readLanguage(queryOf(request)),
    address: query.size > 0 ? `${request.path}?${query}` : request.path,
    publicUrl,
    district: undefined,
    actor: PUBLIC,
    assets: makePageAssets(clientFolder),
    footer: footerPages,
  }
}
