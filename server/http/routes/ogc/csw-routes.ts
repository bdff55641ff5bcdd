import type { Response } from 'express'
import type { Database } from '../../../database/database.ts'
import { answerCsw } from '../../../publish/csw/answer-csw.ts'
import { CswFault, exceptionReport } from '../../../publish/csw/csw-fault.ts'
import type { CswRequest } from '../../../publish/csw/csw-request.ts'
import { readKvpRequest } from '../../../publish/csw/kvp-request.ts'
import { readXmlRequest } from '../../../publish/csw/xml-request.ts'
import { readEntries } from '../../../publish/records/read-entries.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import { codeOf } from '../../../publish/service-fault.ts'
import { readXml } from '../../../requests/read-xml.ts'
import type { ErrorAnswer } from '../../answer/respond.ts'
import { FORM_TYPE, looseBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { type Asked, type Coming, routesFor } from '../../routing/route.ts'

const LARGEST_BODY = '256kb'

export interface CswServices {
  database: Database
  office: RecordOffice
  answerTo: ErrorAnswer
}

const access = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const
const route = routesFor<CswServices>({
  kind: 'service',
  isLarge: true,
  readsQueryItself: true,
  fault: reportFault,
})

/** Catalogue Service for the Web 2.0.2 at /csw: by key-value pairs (GET, or a form), or by an XML document (POST). */
export const cswRoutes = [
  route({
    method: 'get',
    path: '/csw',
    summary: 'The catalogue by CSW 2.0.2',
    access,
    query: [
      query('service', 'CSW'),
      query('request', 'GetCapabilities, DescribeRecord, GetRecords, GetRecordById or GetDomain'),
      query('version', '2.0.2'),
      query('id', 'Ids of records, of GetRecordById'),
    ],
    handle: (asked) => answer(asked, readKvpRequest(queryOf(asked.request))),
  }),
  route({
    method: 'post',
    path: '/csw',
    summary: 'The same with a question in the body',
    access,
    writes: false,
    fromAnySite: true,
    body: looseBody([FORM_TYPE, 'application/xml'], LARGEST_BODY),
    handle: (asked) =>
      answer(
        asked,
        asked.request.is(FORM_TYPE)
          ? readKvpRequest(new URLSearchParams(asked.body))
          : readXmlRequest(readXml(asked.body)),
      ),
  }),
]

async function answer(
  { services, response, actor }: Pick<Asked<CswServices>, 'services' | 'response' | 'actor'>,
  question: CswRequest,
): Promise<void> {
  const catalogue = await readEntries(services.database.read, services.office, actor)
  sendXml(response, await answerCsw(question, catalogue, new Date().toISOString()))
}

function sendXml(response: Response, document: string): void {
  if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
  response.type('application/xml').send(document)
}

/** Whatever goes wrong is reported in the catalogue's own way. */
function reportFault(error: unknown, { services, request, response }: Coming<CswServices>): void {
  const { status, detail, title, parameter } = services.answerTo(error, request, response)
  const code = codeOf(error, { status, parameter }, (fault) => fault instanceof CswFault)
  response.status(status).set('Cache-Control', 'no-store')
  sendXml(response, exceptionReport(code, parameter, detail ?? title))
}
