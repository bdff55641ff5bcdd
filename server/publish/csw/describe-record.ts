import { GMD } from '../records/iso/iso-metadata.ts'
import { element, type Xml } from '../xml-element.ts'
import { CSW, type OutputSchema, XML_SCHEMA } from './csw-request.ts'
import { NAMESPACES } from './dublin-core.ts'

/** The element of each kind of record, and the schema of the standards that declares it, of which we change nothing. */
const DECLARATIONS: Readonly<Record<OutputSchema, Declaration>> = {
  csw: {
    prefix: 'csw',
    namespace: CSW,
    location: 'http://schemas.opengis.net/csw/2.0.2/record.xsd',
    attributes: { name: 'Record', type: 'csw:RecordType', substitutionGroup: 'csw:AbstractRecord' },
  },
  gmd: {
    prefix: 'gmd',
    namespace: GMD,
    location: 'http://www.isotc211.org/2005/gmd/metadataEntity.xsd',
    attributes: { name: 'MD_Metadata', type: 'gmd:MD_Metadata_Type' },
  },
}

interface Declaration {
  prefix: string
  namespace: string
  location: string
  attributes: Readonly<Record<string, string>>
}

/** csw:DescribeRecordResponse with one component a kind of record; without kinds all of them. */
export function describeRecord(types: readonly OutputSchema[]): Xml {
  const wanted = types.length > 0 ? [...new Set(types)] : (['csw', 'gmd'] as const)
  return element('csw:DescribeRecordResponse', NAMESPACES, wanted.map(component))
}

/** The declaration, as a piece of the schema that holds it (07-006r1, 10.6.4.4). */
function component(type: OutputSchema): Xml {
  const { prefix, namespace, location, attributes } = DECLARATIONS[type]
  return element(
    'csw:SchemaComponent',
    { schemaLanguage: XML_SCHEMA, targetNamespace: namespace, parentSchema: location },
    element('xs:element', {
      'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
      [`xmlns:${prefix}`]: namespace,
      ...attributes,
    }),
  )
}
