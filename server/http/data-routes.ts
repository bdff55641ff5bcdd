import { Router } from 'express'
import { downloadFormat } from '../../core/download/download-formats.ts'
import { crs84, crsInTableOrder } from '../../core/geo/crs-uris.ts'
import { badParameter } from '../../core/problem.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { Database } from '../database/database.ts'
import type { Scratch } from '../publish/download/source/scratch.ts'
import { type DownloadWish, prepareDownload } from '../publish/download/write-download.ts'
import type { PictureMaker } from '../styles/picture-maker.ts'
import { readZone } from '../zones/zone-store.ts'
import type { ActorOf } from './actor-of.ts'
import type { ClientShares } from './client-shares.ts'
import { drawMapPictureBy } from './draw-map-picture.ts'
import { readDownload } from './read-download.ts'
import { PiecesQueue } from './send-pieces.ts'

/** Shown by browsers rather than saved. */
const INLINE = ['geojson', 'pdf']
const CHARSETS: Record<string, string> = {
  geojson: '; charset=utf-8',
  csv: '; charset=utf-8; header=present',
}

export interface DataDoor {
  database: Database
  actorOf: ActorOf
  scratch: Scratch
  pictures: PictureMaker
  shares: ClientShares
  /** Told what breaks a file off when half of it has been sent. */
  onError(error: unknown): void
}

/** Layers as files, whole or in part. */
export function dataRoutes({ database, actorOf, scratch, pictures, shares, onError }: DataDoor): Router {
  const router = Router()
  const queue = new PiecesQueue({ shares, onError })

  router.get('/data/:file', async (request, response) => {
    shares.refuseSpent(shares.networkOf(request), response)
    const actor = await actorOf(request, response)
    const catalogue = await readCatalogue(database.read, actor)
    const wish = readDownload(request, catalogue)
    const { zone } = wish.narrowing
    if (zone !== undefined) {
      const known = catalogue.some(({ id }) => id === 'zones') && (await readZone(database.read, zone, false))
      if (!known) throw badParameter('zone', zone, 'the id of a published zone')
    }
    const make = prepareDownload(database.read, wish, {
      scratch,
      draw: drawMapPictureBy(pictures, database, { actor, catalogue }),
    })
    await queue.send(request, response, { headers: headersOf(wish), make })
  })

  return router
}

function headersOf({ layer, format, crs }: DownloadWish): Record<string, string> {
  const type = downloadFormat(format)?.mediaType ?? 'application/octet-stream'
  const uri = crs.code === crs84.definition.code ? crs84.uri : crsInTableOrder(crs.code)?.uri
  const disposition = INLINE.includes(format) ? 'inline' : 'attachment'
  return {
    'Content-Type': `${type}${CHARSETS[format] ?? ''}`,
    'Content-Disposition': `${disposition}; filename="${layer.id}.${format}"`,
    'Content-Crs': `<${uri}>`,
    'Cache-Control': 'no-cache',
  }
}
