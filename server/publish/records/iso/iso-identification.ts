import { element, type Xml } from '../../xml-element.ts'
import type { LayerRecord } from '../metadata/layer-record.ts'
import { bilingual, citation, code, date, gmd, identifier, language, party, text } from './iso-parts.ts'

/** gmd:identificationInfo: what the layer is, whose it is, how it may be used, where and when it lies. */
export function identification(record: LayerRecord, home: string): Xml {
  return gmd(
    'identificationInfo',
    gmd(
      'MD_DataIdentification',
      gmd(
        'citation',
        gmd(
          'CI_Citation',
          bilingual('title', record.title),
          text('alternateTitle', record.layer),
          date('creation', record.created),
          date('revision', record.revised),
          identifier('identifier', record.id),
          code('presentationForm', 'CI_PresentationFormCode', 'mapDigital'),
        ),
      ),
      bilingual('abstract', record.abstract),
      code('status', 'MD_ProgressCode', record.updateFrequency === 'continual' ? 'onGoing' : 'completed'),
      party('pointOfContact', record.contact, 'pointOfContact', home),
      gmd('resourceMaintenance', maintenance(record)),
      thumbnail(record),
      keywords(record),
      legal(record),
      aggregation(record),
      code('spatialRepresentationType', 'MD_SpatialRepresentationTypeCode', 'vector'),
      resolution(record),
      language('language', 'ind'),
      code('characterSet', 'MD_CharacterSetCode', 'utf8'),
      gmd('topicCategory', gmd('MD_TopicCategoryCode', record.topic)),
      extent(record),
      record.finding ? bilingual('supplementalInformation', record.finding) : null,
    ),
  )
}

export function maintenance({ updateFrequency }: LayerRecord): Xml {
  return gmd(
    'MD_MaintenanceInformation',
    code('maintenanceAndUpdateFrequency', 'MD_MaintenanceFrequencyCode', updateFrequency),
  )
}

function thumbnail({ thumbnail: address }: LayerRecord): Xml | null {
  if (!address) return null
  return gmd(
    'graphicOverview',
    gmd('MD_BrowseGraphic', text('fileName', address), text('fileDescription', 'thumbnail')),
  )
}

function keywords({ keywords: words, kugi }: LayerRecord): Xml[] {
  const themes = words.map((word) => bilingual('keyword', word))
  const group = (inner: Xml[], thesaurus: string | null) =>
    gmd(
      'descriptiveKeywords',
      gmd(
        'MD_Keywords',
        inner,
        code('type', 'MD_KeywordTypeCode', 'theme'),
        thesaurus ? gmd('thesaurusName', citation(thesaurus, [])) : null,
      ),
    )
  return [
    ...(themes.length > 0 ? [group(themes, null)] : []),
    ...(kugi ? [group([text('keyword', kugi.object)], 'Katalog Unsur Geografi Indonesia (KUGI)')] : []),
  ]
}

/** The licence, or that nobody has stated one; and what one must know before using it. */
function legal({ licence, constraints }: LayerRecord): Xml {
  const unstated = {
    id: 'Lisensi belum dinyatakan; tanyakan kepada penerbit.',
    en: 'No licence has been stated; ask the publisher.',
  }
  const stated = licence ? `${licence.text}${licence.url ? ` (${licence.url})` : ''}` : null
  return gmd(
    'resourceConstraints',
    gmd(
      'MD_LegalConstraints',
      constraints.map((constraint) => bilingual('useLimitation', constraint)),
      code('useConstraints', 'MD_RestrictionCode', licence ? 'license' : 'otherRestrictions'),
      stated ? text('otherConstraints', stated) : bilingual('otherConstraints', unstated),
    ),
  )
}

function aggregation({ derivedFrom }: LayerRecord): Xml[] {
  return derivedFrom.map(({ id }) =>
    gmd(
      'aggregationInfo',
      gmd(
        'MD_AggregateInformation',
        identifier('aggregateDataSetIdentifier', id),
        code('associationType', 'DS_AssociationTypeCode', 'crossReference'),
      ),
    ),
  )
}

function resolution({ scaleDenominator }: LayerRecord): Xml | null {
  if (scaleDenominator === null) return null
  const denominator = gmd('denominator', element('gco:Integer', {}, scaleDenominator))
  const fraction = gmd('MD_RepresentativeFraction', denominator)
  return gmd('spatialResolution', gmd('MD_Resolution', gmd('equivalentScale', fraction)))
}

function extent({ extent: box, years, id }: LayerRecord): Xml | null {
  if (!box && !years) return null
  return gmd('extent', gmd('EX_Extent', box ? boundingBox(box) : null, years ? period(years, id) : null))
}

export function boundingBox([west, south, east, north]: NonNullable<LayerRecord['extent']>): Xml {
  const side = (name: string, degrees: number) =>
    gmd(name, element('gco:Decimal', {}, String(Number(degrees.toFixed(7)))))
  return gmd(
    'geographicElement',
    gmd(
      'EX_GeographicBoundingBox',
      side('westBoundLongitude', west),
      side('eastBoundLongitude', east),
      side('southBoundLatitude', south),
      side('northBoundLatitude', north),
    ),
  )
}

function period([first, last]: NonNullable<LayerRecord['years']>, id: string): Xml {
  const time = element(
    'gml:TimePeriod',
    { 'gml:id': `time-${id}` },
    element('gml:beginPosition', {}, `${first}-01-01`),
    element('gml:endPosition', {}, `${last}-12-31`),
  )
  return gmd('temporalElement', gmd('EX_TemporalExtent', gmd('extent', time)))
}
