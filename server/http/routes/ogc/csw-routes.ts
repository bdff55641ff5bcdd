import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import type { Database } from '../../../database/database.ts'
import { answerCsw } from '../../../publish/csw/answer-csw.ts'
import { CswFault, exceptionReport } from '../../../publish/csw/csw-fault.ts'
import type { CswRequest } from '../../../publish/csw/csw-request.ts'
import { readKvpRequest } from '../../../publish/csw/kvp-request.ts'
import { readXmlRequest } from '../../../publish/csw/xml-request.ts'
import { readXml } from '../../../publish/read-xml.ts'
import { readEntries } from '../../../publish/records/read-entries.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import { codeOf } from '../../../publish/service-fault.ts'
import type { ErrorAnswer } from '../../answer/respond.ts'
import type { ActorOf } from '../../request/actor-of.ts'
import { queryOf } from '../../request/query.ts'

const LARGEST_BODY = '256kb'
const FORM = 'application/x-www-form-urlencoded'

export interface CswServices {
  database: Database
  office: RecordOffice
  actorOf: ActorOf
  answerTo: ErrorAnswer
  /** Waits for the client's turn. */
  take: RequestHandler
}

/** Catalogue Service for the Web 2.0.2 at /csw: by key-value pairs (GET, or a form), or by an XML document (POST). */
export function cswRoutes({ database, office, actorOf, answerTo, take }: CswServices): Router {
  const router = Router()
  router.use('/csw', take)

  router.get('/csw', async (request, response) => {
    await answer(request, response, readKvpRequest(queryOf(request)))
  })

  router.post('/csw', express.text({ type: () => true, limit: LARGEST_BODY }), async (request, response) => {
    const body = typeof request.body === 'string' ? request.body : ''
    const asked = request.is(FORM) ? readKvpRequest(new URLSearchParams(body)) : readXmlRequest(readXml(body))
    await answer(request, response, asked)
  })

  async function answer(request: Request, response: Response, asked: CswRequest): Promise<void> {
    const catalogue = await readEntries(database.read, office, await actorOf(request, response))
    sendXml(response, answerCsw(asked, catalogue, new Date().toISOString()))
  }

  router.use('/csw', answerAsReport(answerTo))
  return router
}

function sendXml(response: Response, document: string): void {
  if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
  response.type('application/xml').send(document)
}

/** Whatever goes wrong is reported in the catalogue's own way. */
function answerAsReport(answerTo: ErrorAnswer): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const { status, detail, title, parameter } = answerTo(error, request, response)
    const code = codeOf(error, { status, parameter }, (fault) => fault instanceof CswFault)
    response.status(status).set('Cache-Control', 'no-store')
    sendXml(response, exceptionReport(code, parameter, detail ?? title))
  }
}
