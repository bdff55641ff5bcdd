import { GMD } from '../records/iso/iso-metadata.ts'
import { element, type Xml } from '../xml-element.ts'
import { CSW, type OutputSchema, XML_SCHEMA } from './csw-request.ts'
import { NAMESPACES } from './dublin-core.ts'

/** Where the schema of each kind of record stands: we point to the standards' own and change nothing of them. */
const SCHEMAS: Readonly<Record<OutputSchema, { namespace: string; location: string }>> = {
  csw: { namespace: CSW, location: 'http://schemas.opengis.net/csw/2.0.2/record.xsd' },
  gmd: { namespace: GMD, location: 'http://www.isotc211.org/2005/gmd/gmd.xsd' },
}

/** csw:DescribeRecordResponse with one schema a kind of record; without kinds all of them. */
export function describeRecord(types: readonly OutputSchema[]): Xml {
  const wanted = types.length > 0 ? [...new Set(types)] : (['csw', 'gmd'] as const)
  return element('csw:DescribeRecordResponse', NAMESPACES, wanted.map(component))
}

function component(type: OutputSchema): Xml {
  const { namespace, location } = SCHEMAS[type]
  return element(
    'csw:SchemaComponent',
    { schemaLanguage: XML_SCHEMA, targetNamespace: namespace },
    element(
      'xs:schema',
      { 'xmlns:xs': XML_SCHEMA, targetNamespace: namespace, elementFormDefault: 'qualified' },
      element('xs:include', { schemaLocation: location }),
    ),
  )
}
