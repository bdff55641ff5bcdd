import { downloadFormat } from '../../../../core/download/download-formats.ts'
import { crs84, crsInTableOrder } from '../../../../core/geo/crs-uris.ts'
import { badParameter } from '../../../../core/problem.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import type { Database } from '../../../database/database.ts'
import type { Scratch } from '../../../publish/download/source/scratch.ts'
import { type DownloadRequest, prepareDownload } from '../../../publish/download/write-download.ts'
import type { PictureMaker } from '../../../styles/picture-maker.ts'
import { readZone } from '../../../zones/zone-store.ts'
import type { PiecesQueue } from '../../answer/send-pieces.ts'
import type { ClientShares } from '../../limits/client-shares.ts'
import { routesFor } from '../../routing/route.ts'
import { drawMapPictureBy } from './draw-map-picture.ts'
import { readDownload } from './read-download.ts'

/** Shown by browsers rather than saved. */
const INLINE = ['geojson', 'pdf']
const CHARSETS: Record<string, string> = {
  geojson: '; charset=utf-8',
  csv: '; charset=utf-8; header=present',
}

export interface DataServices {
  database: Database
  scratch: Scratch
  pictures: PictureMaker
  shares: ClientShares
  queue: PiecesQueue
}

const route = routesFor<DataServices>({ kind: 'service', readsQueryItself: true })

/** Layers as files, whole or in part; download-routes.ts describes each format. */
export const dataRoutes = [
  route({
    method: 'get',
    path: '/data/{file}',
    summary: 'A layer as a file',
    access: { to: 'everyone', moreTo: 'layer:read-unpublished' },
    // It waits in a queue of its own.
    takesTurn: false,
    params: { file: 'Layer id, or id of a snapshot, and a format' },
    before: ({ services: { shares }, request, response }) =>
      shares.refuseSpent(shares.networkOf(request), response),
    async handle({ services: { database, scratch, pictures, queue }, request, response, actor }) {
      const catalogue = await readCatalogue(database.read, actor)
      const download = readDownload(request, catalogue)
      const { zone } = download.narrowing
      if (zone !== undefined) {
        const known =
          catalogue.some(({ id }) => id === 'zones') && (await readZone(database.read, zone, false))
        if (!known) throw badParameter('zone', zone, 'the id of a published zone')
      }
      const make = prepareDownload(database.read, download, {
        scratch,
        draw: drawMapPictureBy(pictures, database, { actor, catalogue }),
      })
      await queue.send(request, response, { headers: headersOf(download), make })
    },
  }),
]

function headersOf({ layer, format, crs }: DownloadRequest): Record<string, string> {
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
