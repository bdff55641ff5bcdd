import type { Request, Response } from 'express'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import type { Actors } from '../../access/actors.ts'
import { seesUnpublished } from '../../layers/publication.ts'
import type { PublicationRegistry } from '../../layers/publication-registry.ts'

/**
 * The actor for whom an answer about layers is made, to be passed to `readCatalogue`. If the answer may then contain more than
 * the public sees, it is kept out of shared caches.
 */
export type ActorOf = (request: Request, response: Response) => Promise<Actor>

/** While every layer is public all actors see the same, so the session is not looked up. */
export function makeActorOf(
  actors: Pick<Actors, 'of'>,
  publication: Pick<PublicationRegistry, 'hidesAny'>,
): ActorOf {
  return async (request, response) => {
    if (!publication.hidesAny) return PUBLIC
    response.vary('Cookie').vary('Authorization')
    const actor = await actors.of(request, response)
    if (!seesUnpublished(actor)) return PUBLIC
    keepPrivate(response)
    return actor
  }
}

/** Whatever caching the route sets, this answer is for this client alone. */
export function keepPrivate(response: Response): void {
  const writeHead = response.writeHead
  response.writeHead = function (this: Response, ...given: never[]) {
    if (!/no-store/.test(String(this.getHeader('Cache-Control') ?? '')))
      this.setHeader('Cache-Control', 'private, no-cache')
    return writeHead.apply(this, given as never)
  } as typeof writeHead
}
