import { element, type Xml, type XmlChild } from '../../xml-element.ts'
import type { LayerRecord, NodeRecord } from '../metadata/layer-record.ts'
import { distribution } from './iso-distribution.ts'
import { boundingBox, identification, maintenance } from './iso-identification.ts'
import {
  bilingual,
  citation,
  code,
  date,
  ENGLISH,
  gmd,
  identifier,
  language,
  party,
  text,
  url,
} from './iso-parts.ts'
import { quality } from './iso-quality.ts'

export const GMD = 'http://www.isotc211.org/2005/gmd'

const NAMESPACES = {
  'xmlns:gmd': GMD,
  'xmlns:gco': 'http://www.isotc211.org/2005/gco',
  'xmlns:gml': 'http://www.opengis.net/gml/3.2',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${GMD} http://www.isotc211.org/2005/gmd/gmd.xsd`,
}

/** The Indonesian profile of ISO 19115, in the encoding of ISO 19139 that harvesters read. */
const STANDARD = { name: 'SNI 8843-1:2019 Profil Metadata Spasial Indonesia (ISO 19115)', version: '2019' }

/** A layer's record as gmd:MD_Metadata. */
export function isoOfLayer(record: LayerRecord, publicUrl: string): Xml {
  const { id, parent, contact, revised, crs, kugi } = record
  const page = record.links.find(({ kind }) => kind === 'page')
  return metadata(
    head({ id, parent, level: 'dataset', contact, revised, home: publicUrl }),
    page ? text('dataSetURI', page.url) : null,
    locale(),
    representation(record),
    gmd('referenceSystemInfo', gmd('MD_ReferenceSystem', referenceSystem(crs))),
    identification(record, publicUrl),
    kugi ? featureCatalogue(kugi.object) : null,
    distribution(record, publicUrl),
    quality(record),
    gmd('metadataMaintenance', maintenance(record)),
  )
}

/** The node as a whole, as the series that its layers belong to. */
export function isoOfNode(node: NodeRecord): Xml {
  const { id, contact, revised, url: home, created, title, abstract, extent } = node
  return metadata(
    head({ id, parent: null, level: 'series', contact, revised, home }),
    text('dataSetURI', home),
    locale(),
    gmd(
      'identificationInfo',
      gmd(
        'MD_DataIdentification',
        gmd(
          'citation',
          gmd(
            'CI_Citation',
            bilingual('title', title),
            date('creation', created),
            date('revision', revised),
            identifier('identifier', id),
          ),
        ),
        bilingual('abstract', abstract),
        party('pointOfContact', contact, 'pointOfContact', home),
        language('language', 'ind'),
        gmd('topicCategory', gmd('MD_TopicCategoryCode', 'planningCadastre')),
        extent ? gmd('extent', gmd('EX_Extent', boundingBox(extent))) : null,
      ),
    ),
    distributionOfNode(home),
  )
}

function distributionOfNode(home: string): Xml {
  const address = gmd('CI_OnlineResource', url('linkage', home), text('protocol', 'WWW:LINK-1.0-http--link'))
  const options = gmd('MD_DigitalTransferOptions', gmd('onLine', address))
  return gmd('distributionInfo', gmd('MD_Distribution', gmd('transferOptions', options)))
}

export const metadata = (...children: XmlChild[]): Xml => element('gmd:MD_Metadata', NAMESPACES, ...children)

interface Head {
  id: string
  parent: string | null
  level: 'dataset' | 'series'
  contact: LayerRecord['contact']
  revised: string
  home: string
}

function head({ id, parent, level, contact, revised, home }: Head): Xml[] {
  return [
    text('fileIdentifier', id),
    language('language', 'ind'),
    code('characterSet', 'MD_CharacterSetCode', 'utf8'),
    ...(parent ? [text('parentIdentifier', parent)] : []),
    code('hierarchyLevel', 'MD_ScopeCode', level),
    party('contact', contact, 'pointOfContact', home),
    gmd('dateStamp', element('gco:DateTime', {}, revised.replace(/\.\d+Z$/, 'Z'))),
    text('metadataStandardName', STANDARD.name),
    text('metadataStandardVersion', STANDARD.version),
  ]
}

/** The second language of texts. */
function locale(): Xml {
  return gmd(
    'locale',
    element(
      'gmd:PT_Locale',
      { id: ENGLISH },
      language('languageCode', 'eng'),
      code('characterEncoding', 'MD_CharacterSetCode', 'utf8'),
    ),
  )
}

const OBJECTS = { point: 'point', line: 'curve', polygon: 'surface', mixed: 'complex' } as const

function representation({ geometry, quality: { features, withoutLocation } }: LayerRecord): Xml {
  const count = features - withoutLocation
  return gmd(
    'spatialRepresentationInfo',
    gmd(
      'MD_VectorSpatialRepresentation',
      code('topologyLevel', 'MD_TopologyLevelCode', 'geometryOnly'),
      gmd(
        'geometricObjects',
        gmd(
          'MD_GeometricObjects',
          code('geometricObjectType', 'MD_GeometricObjectTypeCode', OBJECTS[geometry]),
          count > 0 ? gmd('geometricObjectCount', element('gco:Integer', {}, count)) : null,
        ),
      ),
    ),
  )
}

function referenceSystem(crs: string): Xml {
  const [space = '', number = ''] = crs.split(':')
  return gmd(
    'referenceSystemIdentifier',
    gmd(
      'RS_Identifier',
      text('code', `http://www.opengis.net/def/crs/${space}/0/${number}`),
      text('codeSpace', space),
    ),
  )
}

/** Which object of the Indonesian feature catalogue the layer holds. */
function featureCatalogue(object: string): Xml {
  return gmd(
    'contentInfo',
    gmd(
      'MD_FeatureCatalogueDescription',
      gmd('includedWithDataset', element('gco:Boolean', {}, 'false')),
      gmd('featureTypes', element('gco:LocalName', {}, object)),
      gmd('featureCatalogueCitation', citation('Katalog Unsur Geografi Indonesia (KUGI)', [])),
    ),
  )
}
