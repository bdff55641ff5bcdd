import { parseCql2Text } from '../../../core/filter/parse-cql2-text.ts'
import { readXml } from '../../requests/read-xml.ts'
import { type Kvp, listOf, readKvp } from '../read-kvp.ts'
import { invalid, missing } from './csw-fault.ts'
import type { CswRequest, GetRecords, SortKey } from './csw-request.ts'
import { readFilterXml } from './filter-xml.ts'
import { boxCrsOf } from './gml-envelope.ts'
import {
  checkOutputFormat,
  checkSchemaLanguage,
  checkSort,
  checkVersion,
  negotiate,
  notSupported,
  readElementSet,
  readIds,
  readMost,
  readOutputSchema,
  readProperties,
  readQualifiedNames,
  readResultType,
  readStart,
  readTypeNames,
  refuseHandler,
} from './parameter-values.ts'

/**
 * A request by key-value pairs (OGC 07-006r1, clause 10). Names count in any case, unknown ones are passed over, empty ones
 * are as if not there; one that is given twice is refused, since nobody knows which was meant.
 */
export function readKvpRequest(parameters: URLSearchParams): CswRequest {
  const values = readKvp(parameters, (name) => invalid(name, 'given twice', 'one value'))
  const service = values.get('service')
  const operation = values.get('request')
  if (operation === undefined) throw missing('request')
  if (service === undefined) throw missing('service')
  if (service.toUpperCase() !== 'CSW') throw invalid('service', service, 'CSW')
  return readOperation(operation, values, asksForNoSection(parameters))
}

/** The one parameter whose empty value says something: none of the sections (OGC 05-008, 7.3.3). */
const asksForNoSection = (parameters: URLSearchParams) =>
  [...parameters].some(([name, value]) => name.toLowerCase() === 'sections' && value === '')

function readOperation(operation: string, values: Kvp, hasEmptySections: boolean): CswRequest {
  const name = operation.toLowerCase()
  if (name === 'getcapabilities') {
    negotiate(listOf(values.get('acceptversions')))
    const sections = values.get('sections') ?? (hasEmptySections ? '' : undefined)
    return { operation: 'GetCapabilities', sections: sections === undefined ? undefined : listOf(sections) }
  }
  checkVersion(values.get('version'))
  checkOutputFormat(values.get('outputformat'))
  if (name === 'describerecord') {
    checkSchemaLanguage(values.get('schemalanguage'))
    return {
      operation: 'DescribeRecord',
      types: readQualifiedNames(listOf(values.get('typename') ?? values.get('typenames'))),
    }
  }
  if (name === 'getrecords') return readGetRecords(values)
  if (name === 'getrecordbyid')
    return {
      operation: 'GetRecordById',
      ids: readIds(listOf(values.get('id'))),
      outputSchema: readOutputSchema(values.get('outputschema')),
      elements: readElementSet(values.get('elementsetname'), 'summary'),
    }
  if (name === 'getdomain') {
    const [parameter, property] = [values.get('parametername'), values.get('propertyname')]
    const kind = parameter === undefined ? 'PropertyName' : 'ParameterName'
    const asked = parameter ?? property
    if (asked === undefined) throw missing('parametername')
    return { operation: 'GetDomain', kind, names: readProperties(listOf(asked), kind.toLowerCase()) }
  }
  throw notSupported(operation)
}

function readGetRecords(values: Kvp): CswRequest {
  refuseHandler(values.get('responsehandler'))
  readTypeNames(listOf(values.get('typenames')))
  const names = values.get('elementname')
  if (names !== undefined && values.has('elementsetname'))
    throw invalid('elementname', names, 'either elementname or elementsetname')
  return {
    operation: 'GetRecords',
    resultType: readResultType(values.get('resulttype')),
    requestId: values.get('requestid')?.slice(0, 200),
    outputSchema: readOutputSchema(values.get('outputschema')),
    elements: names
      ? readProperties(listOf(names), 'elementname')
      : readElementSet(values.get('elementsetname'), 'summary'),
    start: readStart(values.get('startposition')),
    most: readMost(values.get('maxrecords')),
    ...readConstraint(values.get('constraint'), values.get('constraintlanguage')),
    sort: checkSort(listOf(values.get('sortby')).map(readSortKey)),
  }
}

function readConstraint(
  constraint: string | undefined,
  language = 'CQL_TEXT',
): Pick<GetRecords, 'filter' | 'boxCrs'> {
  const known = /^(CQL_TEXT|FILTER)$/i.exec(language)?.[1]?.toUpperCase()
  if (!known) throw invalid('constraintlanguage', language, 'CQL_TEXT or FILTER')
  if (constraint === undefined) return { filter: undefined, boxCrs: undefined }
  if (known === 'CQL_TEXT') return { filter: parseCql2Text(constraint, 'constraint'), boxCrs: undefined }
  const root = readXml(constraint)
  return { filter: readFilterXml(root), boxCrs: boxCrsOf(root) }
}

/** "dc:title:A" and "dct:modified:D"; without an order ascending. */
function readSortKey(text: string): SortKey {
  const match = /^(.*?)(?::([AD]|ASC|DESC))?$/i.exec(text)
  return { property: match?.[1] ?? '', descending: /^D/i.test(match?.[2] ?? '') }
}
