import type { IncomingMessage, ServerResponse } from 'node:http'
import { makeApp } from '../http/app.ts'
import type { OpenPort } from '../http/open-port.ts'
import { sitePathOf, withoutSitePath } from '../net/site-path.ts'
import { setOpenHeaders } from '../tiles/serve/open-headers.ts'
import { createHeatHandler } from '../tiles/serve/serve-heat.ts'
import { createTileHandler, type NodeHandler, type TileShare } from '../tiles/serve/serve-tile.ts'
import { createTileJsonHandler } from '../tiles/serve/serve-tilejson.ts'
import { findRowsByText } from './find-rows-by-text.ts'
import type { WiredServices } from './make-services.ts'

/** Answers every request of the port from now on: tiles on bare node:http, all else by the app. */
export function listen(services: WiredServices, { serve }: Pick<OpenPort, 'serve'>): void {
  const { proxies, publicUrl, onError } = services
  const sitePath = sitePathOf(publicUrl)
  const app = makeApp(services)
  const { handleTile, others } = tileHandlers(services)

  async function answer(
    tile: boolean | Promise<boolean>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (await tile) return
    const path = request.url ?? ''
    if (path.startsWith('/tiles/') || path.startsWith('/heat/')) {
      setOpenHeaders(response)
      for (const handle of others) if (await handle(request, response)) return
    }
    app(request, response)
  }

  serve((request, response) => {
    proxies.look(request)
    request.url = withoutSitePath(request.url ?? '/', sitePath)
    const tile = handleTile(request, response)
    if (tile === true) return
    answer(tile, request, response).catch((error: unknown) => {
      onError(error)
      response.destroy()
    })
  })
}

/** A tile from the cache is answered without a promise, which others could hold up. */
function tileHandlers(services: WiredServices): { handleTile: NodeHandler; others: NodeHandler[] } {
  const { actors, database, engine, publication, publicUrl, shares, archiveLoader, storeVersion, onError } =
    services
  const gate = {
    isPublic: publication.isPublic,
    actorOf: (request: IncomingMessage) => actors.orPublic(request),
    open: archiveLoader.open,
  }
  const resolveText = findRowsByText(database.read, storeVersion)
  const titleOf = (id: string) => id
  const share: TileShare = (asked, work) => shares.run(asked, work)
  const weights = { cost: 'costRupiah', poor: 'poorPopulation' }
  return {
    handleTile: createTileHandler({ engine, gate, resolveText, share, onError }),
    others: [
      createTileJsonHandler({ engine, gate, publicUrl, attribution: '', titleOf, onError }),
      createHeatHandler({ engine, gate, weights, resolveText, share, onError }),
    ],
  }
}
