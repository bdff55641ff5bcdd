import { element, type Xml } from '../../xml-element.ts'
import type { LayerRecord, LineageSource } from '../metadata/layer-record.ts'
import { bilingual, citation, code, date, gmd, text } from './iso-parts.ts'

/** gmd:dataQualityInfo: how complete and how exact it is, from which files it was made and by which steps. */
export function quality(record: LayerRecord): Xml {
  const { features, withoutLocation, completeness, positional } = record.quality
  return gmd(
    'dataQualityInfo',
    gmd(
      'DQ_DataQuality',
      gmd('scope', gmd('DQ_Scope', code('level', 'MD_ScopeCode', 'dataset'))),
      gmd(
        'report',
        gmd(
          'DQ_CompletenessOmission',
          text('nameOfMeasure', 'Unsur tanpa lokasi'),
          bilingual('measureDescription', completeness),
          percentage(features === 0 ? 0 : (100 * withoutLocation) / features),
        ),
      ),
      gmd(
        'report',
        gmd(
          'DQ_AbsoluteExternalPositionalAccuracy',
          bilingual('measureDescription', positional),
          // Not measured: the schema wants a result, and makes room for saying that there is none.
          element('gmd:result', { 'gco:nilReason': 'unknown' }),
        ),
      ),
      gmd(
        'lineage',
        gmd(
          'LI_Lineage',
          bilingual('statement', record.statement),
          record.steps.map((step) =>
            gmd('processStep', gmd('LI_ProcessStep', bilingual('description', step))),
          ),
          record.sources.map(source),
        ),
      ),
    ),
  )
}

function percentage(value: number): Xml {
  const unit = element('gmd:valueUnit', { 'xlink:href': 'http://www.opengis.net/def/uom/UCUM/0/%25' })
  const figure = gmd('value', element('gco:Record', {}, value.toFixed(2)))
  return gmd('result', gmd('DQ_QuantitativeResult', unit, figure))
}

/** One file: what the import counted and found, its CRS, and where it is from. */
function source(file: LineageSource): Xml {
  const { rows, loaded, repaired, rejected } = file.counts
  const facts = [
    file.title,
    `${rows} baris: ${loaded} dimuat, ${repaired} diperbaiki, ${rejected} ditolak`,
    ...(file.year === null ? [] : [`tahun ${file.year}`]),
    ...(file.licence === null ? [] : [`lisensi ${file.licence}`]),
    ...file.findings,
  ]
  return gmd(
    'source',
    gmd(
      'LI_Source',
      text('description', `${facts.join('. ')}.`),
      file.crs
        ? gmd(
            'sourceReferenceSystem',
            gmd(
              'MD_ReferenceSystem',
              gmd('referenceSystemIdentifier', gmd('RS_Identifier', text('code', file.crs))),
            ),
          )
        : null,
      gmd('sourceCitation', citation(file.source ?? file.title, [date('publication', file.importedAt)])),
    ),
  )
}
