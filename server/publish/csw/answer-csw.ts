import type { CatalogueEntry } from '../records/catalogue-entry.ts'
import { GMD } from '../records/iso/iso-metadata.ts'
import type { Catalogue } from '../records/read-entries.ts'
import { element, type Xml, xmlDocument } from '../xml-element.ts'
import { capabilities } from './csw-capabilities.ts'
import type { CswRequest, ElementSet, GetRecords, OutputSchema } from './csw-request.ts'
import { CSW, VERSION } from './csw-request.ts'
import { describeRecord } from './describe-record.ts'
import { dublinCore, NAMESPACES } from './dublin-core.ts'
import { findEntries } from './find-entries.ts'
import { domains } from './get-domain.ts'

/** The document that answers a request; `now` is the time of day in ISO 8601. */
export async function answerCsw(request: CswRequest, catalogue: Catalogue, now: string): Promise<string> {
  return xmlDocument(await answer(request, catalogue, now))
}

async function answer(request: CswRequest, catalogue: Catalogue, now: string): Promise<Xml> {
  const { node, entries } = catalogue
  switch (request.operation) {
    case 'GetCapabilities':
      return capabilities(node, request.sections)
    case 'DescribeRecord':
      return describeRecord(request.types)
    case 'GetDomain':
      return domains(request.kind, request.names, entries)
    case 'GetRecordById': {
      const { ids, outputSchema, elements } = request
      const found = ids.flatMap((id) =>
        entries.filter((entry) => entry.id.toLowerCase() === id.toLowerCase()),
      )
      const records = await written(found, catalogue, { outputSchema, elements })
      return element('csw:GetRecordByIdResponse', located(), records)
    }
    case 'GetRecords':
      return request.resultType === 'validate'
        ? acknowledge(request, now)
        : await answerGetRecords(request, catalogue, now)
  }
}

async function answerGetRecords(request: GetRecords, catalogue: Catalogue, now: string): Promise<Xml> {
  const { resultType, start, most, outputSchema, elements, filter, sort, requestId } = request
  const found = findEntries(catalogue.entries, filter, sort)
  const page = resultType === 'hits' ? [] : found.slice(start - 1, start - 1 + most)
  const next = start + page.length
  return element(
    'csw:GetRecordsResponse',
    { ...located(), version: VERSION },
    requestId ? element('csw:RequestId', {}, requestId) : null,
    element('csw:SearchStatus', { timestamp: now }),
    element(
      'csw:SearchResults',
      {
        numberOfRecordsMatched: found.length,
        numberOfRecordsReturned: page.length,
        // 0 when there are no more (07-006r1, table 60).
        nextRecord: next > found.length ? 0 : next,
        recordSchema: outputSchema === 'gmd' ? GMD : CSW,
        elementSet: typeof elements === 'string' ? elements : null,
      },
      await written(page, catalogue, request),
    ),
  )
}

interface Writing {
  outputSchema: OutputSchema
  elements: ElementSet | readonly string[]
  boxCrs?: string | undefined
}

async function written(
  entries: readonly CatalogueEntry[],
  { documentsOf }: Catalogue,
  { outputSchema, elements, boxCrs }: Writing,
): Promise<Xml[]> {
  if (outputSchema === 'csw') return entries.map((entry) => dublinCore(entry, elements, boxCrs))
  const documents = await documentsOf(entries)
  return entries.map((entry) => entry.iso(documents.get(entry.id)))
}

/** What was understood of a request that was only to be checked. */
function acknowledge({ outputSchema, start, most, elements }: GetRecords, now: string): Xml {
  return element(
    'csw:Acknowledgement',
    { ...located(), timeStamp: now },
    element(
      'csw:EchoedRequest',
      {},
      element(
        'csw:GetRecords',
        {
          service: 'CSW',
          version: VERSION,
          resultType: 'validate',
          outputSchema: outputSchema === 'gmd' ? GMD : CSW,
          startPosition: start,
          maxRecords: most,
        },
        element(
          'csw:Query',
          { typeNames: 'csw:Record' },
          typeof elements === 'string'
            ? element('csw:ElementSetName', {}, elements)
            : elements.map((name) => element('csw:ElementName', {}, name)),
        ),
      ),
    ),
  )
}

const located = () => ({
  ...NAMESPACES,
  'xsi:schemaLocation': `${CSW} http://schemas.opengis.net/csw/2.0.2/CSW-discovery.xsd`,
})
