import { QUERYABLES } from '../records/entry-queryables.ts'
import { GMD } from '../records/iso/iso-metadata.ts'
import type { NodeRecord } from '../records/metadata/layer-record.ts'
import { element, type Xml } from '../xml-element.ts'
import { CSW, ELEMENT_SETS, VERSION, XML_SCHEMA } from './csw-request.ts'

const NAMESPACES = {
  'xmlns:csw': CSW,
  'xmlns:ows': 'http://www.opengis.net/ows',
  'xmlns:ogc': 'http://www.opengis.net/ogc',
  'xmlns:gml': 'http://www.opengis.net/gml',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${CSW} http://schemas.opengis.net/csw/2.0.2/CSW-discovery.xsd`,
}

/** Domains of parameters by "Operation.parameter", for capabilities and for GetDomain. */
export const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  'GetCapabilities.sections': [
    'ServiceIdentification',
    'ServiceProvider',
    'OperationsMetadata',
    'Filter_Capabilities',
  ],
  'DescribeRecord.outputFormat': ['application/xml'],
  'DescribeRecord.schemaLanguage': [XML_SCHEMA],
  'DescribeRecord.typeName': ['csw:Record', 'gmd:MD_Metadata'],
  'GetRecords.resultType': ['hits', 'results', 'validate'],
  'GetRecords.outputFormat': ['application/xml'],
  'GetRecords.outputSchema': [CSW, GMD],
  'GetRecords.typeNames': ['csw:Record', 'gmd:MD_Metadata'],
  'GetRecords.ElementSetName': ELEMENT_SETS,
  'GetRecords.CONSTRAINTLANGUAGE': ['CQL_TEXT', 'FILTER'],
  'GetRecordById.outputFormat': ['application/xml'],
  'GetRecordById.outputSchema': [CSW, GMD],
  'GetRecordById.ElementSetName': ELEMENT_SETS,
}

/**
 * csw:Capabilities; without `sections` all of them, with an empty list none (OGC 05-008, 7.3.3). What filters can do is always
 * reported, as the schema wants it.
 */
export function capabilities(node: NodeRecord, sections: readonly string[] | undefined): Xml {
  const wants = (name: string) => !sections || sections.includes('All') || sections.includes(name)
  return element(
    'csw:Capabilities',
    { ...NAMESPACES, version: VERSION },
    wants('ServiceIdentification') ? identification(node) : null,
    wants('ServiceProvider') ? provider(node) : null,
    wants('OperationsMetadata') ? operations(`${node.url}/csw`) : null,
    filterCapabilities(),
  )
}

const ows = (name: string, text: string) => element(`ows:${name}`, {}, text)

function identification({ title, abstract }: NodeRecord): Xml {
  return element(
    'ows:ServiceIdentification',
    {},
    ows('Title', `Katalog ${title.id}`),
    ows('Abstract', abstract.id),
    element(
      'ows:Keywords',
      {},
      ['katalog', 'metadata', 'Musrenbang', 'SNI 8843-1'].map((word) => ows('Keyword', word)),
    ),
    ows('ServiceType', 'CSW'),
    ows('ServiceTypeVersion', VERSION),
    ows('Fees', 'NONE'),
    ows('AccessConstraints', 'NONE'),
  )
}

function provider({ contact, url }: NodeRecord): Xml {
  const { name, phone, address, email } = contact
  return element(
    'ows:ServiceProvider',
    {},
    ows('ProviderName', name),
    element('ows:ProviderSite', { 'xlink:href': url }),
    element(
      'ows:ServiceContact',
      {},
      element(
        'ows:ContactInfo',
        {},
        phone ? element('ows:Phone', {}, ows('Voice', phone)) : null,
        element(
          'ows:Address',
          {},
          address ? ows('DeliveryPoint', address) : null,
          ows('Country', 'Indonesia'),
          email ? ows('ElectronicMailAddress', email) : null,
        ),
        element('ows:OnlineResource', { 'xlink:href': url }),
      ),
      ows('Role', 'pointOfContact'),
    ),
  )
}

function httpBinding(address: string): Xml {
  const post = element('ows:Constraint', { name: 'PostEncoding' }, ows('Value', 'XML'))
  return element(
    'ows:DCP',
    {},
    element(
      'ows:HTTP',
      {},
      element('ows:Get', { 'xlink:href': address }),
      element('ows:Post', { 'xlink:href': address }, post),
    ),
  )
}

function parametersOf(operation: string): Xml[] {
  return Object.entries(DOMAINS).flatMap(([key, values]) => {
    const [of, name = ''] = key.split('.')
    if (of !== operation) return []
    return [
      element(
        'ows:Parameter',
        { name },
        values.map((value) => ows('Value', value)),
      ),
    ]
  })
}

function operations(address: string): Xml {
  const http = httpBinding(address)
  const operation = (name: string) =>
    element('ows:Operation', { name }, http, parametersOf(name), name === 'GetRecords' ? queryables() : null)
  return element(
    'ows:OperationsMetadata',
    {},
    ['GetCapabilities', 'DescribeRecord', 'GetDomain', 'GetRecords', 'GetRecordById'].map(operation),
    element('ows:Parameter', { name: 'service' }, ows('Value', 'CSW')),
    element('ows:Parameter', { name: 'version' }, ows('Value', VERSION)),
    element('ows:Constraint', { name: 'PostEncoding' }, ows('Value', 'XML')),
    element('ows:Constraint', { name: 'IsoProfiles' }, ows('Value', GMD)),
  )
}

function queryables(): Xml {
  const values = QUERYABLES.map((name) => ows('Value', name))
  return element('ows:Constraint', { name: 'SupportedDublinCoreQueryables' }, values)
}

const SPATIAL = ['BBOX', 'Contains', 'Disjoint', 'Equals', 'Intersects', 'Overlaps', 'Touches', 'Within']
const COMPARISON = [
  'Between',
  'EqualTo',
  'GreaterThan',
  'GreaterThanEqualTo',
  'LessThan',
  'LessThanEqualTo',
  'Like',
  'NotEqualTo',
  'NullCheck',
]

function filterCapabilities(): Xml {
  const ogc = (name: string, ...children: Parameters<typeof element>[2][]) =>
    element(`ogc:${name}`, {}, ...children)
  return ogc(
    'Filter_Capabilities',
    ogc(
      'Spatial_Capabilities',
      ogc(
        'GeometryOperands',
        ['gml:Envelope', 'gml:Point'].map((name) => ogc('GeometryOperand', name)),
      ),
      ogc(
        'SpatialOperators',
        SPATIAL.map((name) => element('ogc:SpatialOperator', { name })),
      ),
    ),
    ogc(
      'Scalar_Capabilities',
      ogc('LogicalOperators'),
      ogc(
        'ComparisonOperators',
        COMPARISON.map((name) => ogc('ComparisonOperator', name)),
      ),
    ),
    ogc('Id_Capabilities', ogc('EID'), ogc('FID')),
  )
}
