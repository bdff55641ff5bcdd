import type { Request } from 'express'
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
import { FORM_TYPE, looseBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { type Asked, type Coming, routesFor } from '../../routing/route.ts'

const LARGEST_BODY = '256kb'

export interface WmsServices {
  database: Database
  office: RecordOffice
  answerTo: ErrorAnswer
  pictures: PictureMaker
  legendSize: LegendSize
  memo: StoreMemo
  /** Differs after every change of a layer's rows. */
  versionOf(layer: string): string
}

const access = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const
const route = routesFor<WmsServices>({
  kind: 'service',
  isLarge: true,
  readsQueryItself: true,
  fault: tellFault,
})

/** Web Map Service 1.3.0 and 1.1.1 at /wms, by key-value pairs alone: in the query, or in the body of a form. */
export const wmsRoutes = [
  route({
    method: 'get',
    path: '/wms',
    summary: 'Maps by WMS 1.3.0 and 1.1.1',
    access,
    query: [
      query('service', 'WMS'),
      query(
        'request',
        'GetCapabilities, GetMap, GetFeatureInfo, GetLegendGraphic, DescribeLayer or GetStyles',
      ),
      query('version', '1.3.0 or 1.1.1'),
      query('layers', 'Layer ids'),
    ],
    handle: (asked) => answer(asked, readWmsKvp(queryOf(asked.request))),
  }),
  route({
    method: 'post',
    path: '/wms',
    summary: 'The same with a question in the body',
    access,
    writes: false,
    fromAnySite: true,
    body: looseBody([FORM_TYPE], LARGEST_BODY),
    handle: (asked) => answer(asked, readWmsKvp(pairsOf(asked.request, asked.body))),
  }),
]

async function answer(
  { services, request, response, actor }: Omit<Asked<WmsServices>, 'params' | 'query' | 'body'>,
  kvp: Kvp,
): Promise<void> {
  const signal = abortOnClose(response)
  try {
    const { database, ...rest } = services
    const context = { ...rest, knex: database.read, write: database.write, actor, signal }
    const { type, etag, body } = await answerWms(readWmsRequest(kvp), context)
    // Who has it asks whether it still holds: a map must show an edit at once.
    if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
    response.set('Content-Type', type)
    if (etag !== undefined) response.set('ETag', etag)
    if (etag !== undefined && etagMatches(request.get('If-None-Match'), etag)) response.status(304).end()
    else response.send(bytesOf(await body()))
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Whatever goes wrong is reported in the service's own way: as XML, or as a picture where that is what the client can show. */
async function tellFault(
  error: unknown,
  { services, request, response }: Coming<WmsServices>,
): Promise<void> {
  response.removeHeader('ETag')
  const { status, detail, title, parameter } = services.answerTo(error, request, response)
  const code = codeOf(error, { status, parameter }, (fault) => fault instanceof WmsFault)
  const words = detail ?? title
  response.set('Cache-Control', 'no-store')
  const kvp = askedOf(request)
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

/** What was asked, as far as it can be told; nothing of a question that is not understood. */
function askedOf(request: Request): Kvp {
  try {
    const body = request.method === 'POST' && typeof request.body === 'string' ? request.body : ''
    return readWmsKvp(pairsOf(request, body))
  } catch {
    return new Map()
  }
}

/** Pairs of the address and of the body count alike. */
function pairsOf(request: Request, body: string): URLSearchParams {
  const parameters = queryOf(request)
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
