import { parseCql2Text } from '../../../core/filter/parse-cql2-text.ts'
import { childNamed, childrenNamed, type XmlNode } from '../../requests/read-xml.ts'
import { invalid, missing } from './csw-fault.ts'
import { CSW, type CswRequest, type GetRecords, type SortKey } from './csw-request.ts'
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

/** A request as an XML document (OGC 07-006r1, clause 10), read into the same as one by key-value pairs. */
export function readXmlRequest(root: XmlNode): CswRequest {
  const { uri, name, attributes } = root
  if (uri !== CSW) throw invalid('body', `{${uri}}${name}`, `an element of ${CSW}`)
  if (attributes.service !== undefined && attributes.service !== 'CSW')
    throw invalid('service', attributes.service, 'CSW')
  if (name === 'GetCapabilities') {
    negotiate(textsOf(childNamed(root, 'AcceptVersions'), 'Version'))
    const sections = childNamed(root, 'Sections')
    return { operation: 'GetCapabilities', sections: sections && textsOf(sections, 'Section') }
  }
  checkVersion(attributes.version)
  checkOutputFormat(attributes.outputFormat)
  if (name === 'DescribeRecord') {
    checkSchemaLanguage(attributes.schemaLanguage)
    return { operation: 'DescribeRecord', types: readQualifiedNames(textsOf(root, 'TypeName')) }
  }
  if (name === 'GetRecords') return readGetRecords(root)
  if (name === 'GetRecordById')
    return {
      operation: 'GetRecordById',
      ids: readIds(textsOf(root, 'Id').flatMap((text) => text.split(','))),
      outputSchema: readOutputSchema(attributes.outputSchema),
      elements: readElementSet(childNamed(root, 'ElementSetName')?.text, 'summary'),
    }
  if (name === 'GetDomain') return readGetDomain(root)
  throw notSupported(name)
}

function readGetRecords(root: XmlNode): CswRequest {
  const { attributes } = root
  refuseHandler(childNamed(root, 'ResponseHandler')?.text)
  const query = childNamed(root, 'Query')
  if (!query) throw missing('query')
  readTypeNames((query.attributes.typeNames ?? '').split(/\s+/).filter((type) => type !== ''))
  const names = textsOf(query, 'ElementName')
  const set = childNamed(query, 'ElementSetName')
  if (names.length > 0 && set)
    throw invalid('elementname', names.join(' '), 'either ElementName or ElementSetName')
  return {
    operation: 'GetRecords',
    resultType: readResultType(attributes.resultType),
    requestId: attributes.requestId?.slice(0, 200),
    outputSchema: readOutputSchema(attributes.outputSchema),
    elements: names.length > 0 ? readProperties(names, 'elementname') : readElementSet(set?.text, 'summary'),
    start: readStart(attributes.startPosition),
    most: readMost(attributes.maxRecords),
    ...readConstraint(childNamed(query, 'Constraint')),
    sort: checkSort(readSort(childNamed(query, 'SortBy'))),
  }
}

function readConstraint(constraint: XmlNode | undefined): Pick<GetRecords, 'filter' | 'boxCrs'> {
  const nothing = { filter: undefined, boxCrs: undefined }
  if (!constraint) return nothing
  const [content, ...more] = constraint.children
  if (!content || more.length > 0)
    throw invalid('constraint', `${constraint.children.length} elements`, 'one Filter or CqlText')
  if (content.name === 'CqlText')
    return content.text === '' ? nothing : { ...nothing, filter: parseCql2Text(content.text, 'constraint') }
  return { filter: readFilterXml(content), boxCrs: boxCrsOf(content) }
}

function readSort(sort: XmlNode | undefined): SortKey[] {
  if (!sort) return []
  return childrenNamed(sort, 'SortProperty').map((key) => {
    const order = childNamed(key, 'SortOrder')?.text ?? 'ASC'
    if (!/^(ASC|DESC)$/i.test(order)) throw invalid('sortby', order, 'ASC or DESC')
    const property = childNamed(key, 'PropertyName')?.text ?? ''
    return { property, descending: /^DESC$/i.test(order) }
  })
}

function readGetDomain(root: XmlNode): CswRequest {
  const parameters = textsOf(root, 'ParameterName')
  const kind = parameters.length > 0 ? 'ParameterName' : 'PropertyName'
  const texts = parameters.length > 0 ? parameters : textsOf(root, 'PropertyName')
  if (texts.length === 0) throw missing('parametername')
  const names = texts.flatMap((text) => text.split(',').map((part) => part.trim()))
  return { operation: 'GetDomain', kind, names: readProperties(names, kind.toLowerCase()) }
}

function textsOf(node: XmlNode | undefined, name: string): string[] {
  return node ? childrenNamed(node, name).map(({ text }) => text) : []
}
