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
export function answerCsw(request: CswRequest, catalogue: Catalogue, now: string): string {
  return xmlDocument(answer(request, catalogue, now))
}

function answer(request: CswRequest, { node, entries }: Catalogue, now: string): Xml {
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
      return element(
        'csw:GetRecordByIdResponse',
        located(),
        found.map((entry) => written(entry, outputSchema, elements)),
      )
    }
    case 'GetRecords':
      return request.resultType === 'validate'
        ? acknowledge(request, now)
        : answerGetRecords(request, entries, now)
  }
}

function answerGetRecords(request: GetRecords, entries: readonly CatalogueEntry[], now: string): Xml {
  const { resultType, start, most, outputSchema, elements, filter, sort, requestId, boxCrs } = request
  const found = findEntries(entries, filter, sort)
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
      page.map((entry) => written(entry, outputSchema, elements, boxCrs)),
    ),
  )
}

function written(
  entry: CatalogueEntry,
  schema: OutputSchema,
  elements: ElementSet | readonly string[],
  boxCrs?: string,
): Xml {
  return schema === 'gmd' ? entry.iso() : dublinCore(entry, elements, boxCrs)
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
