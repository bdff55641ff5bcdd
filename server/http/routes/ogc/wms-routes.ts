import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import type { StoreMemo } from '../../../changes/store-memo.ts'
import type { Database } from '../../../database/database.ts'
import { abortOnClose } from '../../../net/abort-on-close.ts'
import { etagMatches } from '../../../net/etag-matches.ts'
import type { Kvp } from '../../../publish/read-kvp.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import { codeOf } from '../../../publish/service-fault.ts'
import { answerWms } from '../../../publish/wms/answer-wms.ts'
import { drawFault } from '../../../publish/wms/draw-fault.ts'
import type { LegendSize } from '../../../publish/wms/read-capability-model.ts'
import { readWmsKvp, readWmsRequest } from '../../../publish/wms/read-wms-request.ts'
import { EXCEPTION_TYPES, exceptionReport, WmsFault } from '../../../publish/wms/wms-fault.ts'
import { versionOfFault } from '../../../publish/wms/wms-values.ts'
import type { PictureMaker } from '../../../styles/picture-maker.ts'
import type { ErrorAnswer } from '../../answer/respond.ts'
import type { ActorOf } from '../../request/actor-of.ts'
import { queryOf } from '../../request/query.ts'

const LARGEST_BODY = '256kb'

export interface WmsServices {
  database: Database
  office: RecordOffice
  actorOf: ActorOf
  answerTo: ErrorAnswer
  /** Waits for the client's turn. */
  take: RequestHandler
  pictures: PictureMaker
  legendSize: LegendSize
  memo: StoreMemo
  /** Differs after every change of a layer's rows. */
  versionOf(layer: string): string
}

/** Web Map Service 1.3.0 and 1.1.1 at /wms, by key-value pairs alone: in the query, or in the body of a form. */
export function wmsRoutes(services: WmsServices): Router {
  const router = Router()
  router.use('/wms', services.take)

  router.get('/wms', async (request, response) => {
    await answer(request, response, () => queryOf(request))
  })

  router.post('/wms', express.text({ type: () => true, limit: LARGEST_BODY }), async (request, response) => {
    await answer(request, response, () => formOf(request))
  })

  async function answer(request: Request, response: Response, read: () => URLSearchParams): Promise<void> {
    const signal = abortOnClose(response)
    let kvp: Kvp = new Map()
    try {
      kvp = readWmsKvp(read())
      const { database, office, pictures, legendSize, memo, versionOf } = services
      const actor = await services.actorOf(request, response)
      const context = { knex: database.read, office, actor, pictures, legendSize, memo, versionOf, signal }
      const { type, etag, body } = await answerWms(readWmsRequest(kvp), context)
      // Who has it asks whether it still holds: a map must show an edit at once.
      if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
      response.set('Content-Type', type)
      if (etag !== undefined) response.set('ETag', etag)
      if (etag !== undefined && etagMatches(request.get('If-None-Match'), etag)) response.status(304).end()
      else response.send(bytesOf(await body()))
    } catch (error) {
      if (signal.aborted) return
      await sendFault(error, { request, response, kvp })
    }
  }

  /** Whatever goes wrong is reported in the service's own way: as XML, or as a picture where that is what the client can show. */
  async function sendFault(
    error: unknown,
    { request, response, kvp }: { request: Request; response: Response; kvp: Kvp },
  ): Promise<void> {
    response.removeHeader('ETag')
    const { status, detail, title, parameter } = services.answerTo(error, request, response)
    const code = codeOf(error, { status, parameter }, (fault) => fault instanceof WmsFault)
    const words = detail ?? title
    response.set('Cache-Control', 'no-store')
    const drawn = await drawFault(services.pictures, kvp, words).catch(() => undefined)
    if (drawn) {
      response.status(200).set('Content-Type', drawn.type).send(bytesOf(drawn.bytes))
      return
    }
    const version = versionOfFault(kvp.get('version') ?? kvp.get('wmtver'))
    response
      .status(status)
      .set('Content-Type', EXCEPTION_TYPES[version])
      .send(bytesOf(exceptionReport(version, { code, locator: parameter, detail: words })))
  }

  router.use('/wms', refuseBody(sendFault))
  return router
}

/** Pairs of the address and of the body count alike. */
function formOf(request: Request): URLSearchParams {
  const parameters = queryOf(request)
  const body = typeof request.body === 'string' ? request.body : ''
  if (body.trimStart().startsWith('<'))
    throw new WmsFault(
      'OperationNotSupported',
      'body',
      'body: expected key-value pairs of a form, received XML',
    )
  for (const [name, value] of new URLSearchParams(body)) parameters.append(name, value)
  return parameters
}

/** Express adds a charset to texts of its own accord; what is sent as bytes keeps the type that it was given. */
function bytesOf(body: string | Uint8Array): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.length)
}

/** Bodies that are refused before they are read through. */
function refuseBody(
  sendFault: (error: unknown, at: { request: Request; response: Response; kvp: Kvp }) => Promise<void>,
): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) next(error)
    else await sendFault(error, { request, response, kvp: new Map() })
  }
}
