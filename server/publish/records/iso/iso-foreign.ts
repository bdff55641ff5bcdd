import type { ForeignRecord } from '../../../../core/record/foreign-record.ts'
import { element, type Xml } from '../../xml-element.ts'
import type { RecordLink } from '../metadata/layer-record.ts'
import { PROTOCOLS } from './iso-distribution.ts'
import { boundingBox } from './iso-identification.ts'
import { metadata } from './iso-metadata.ts'
import { bilingual, code, date, gmd, identifier, language, text, url } from './iso-parts.ts'

/** A record that came as Dublin Core or DCAT as gmd:MD_Metadata: what it says, and no more. `updatedAt` is when it changed here. */
export function isoOfForeign(record: ForeignRecord, links: readonly RecordLink[], updatedAt: string): Xml {
  return metadata(
    text('fileIdentifier', record.id),
    language('language', 'ind'),
    code('characterSet', 'MD_CharacterSetCode', 'utf8'),
    code('hierarchyLevel', 'MD_ScopeCode', 'dataset'),
    organisation('contact', record),
    gmd('dateStamp', element('gco:DateTime', {}, updatedAt.replace(/\.\d+Z$/, 'Z'))),
    gmd('identificationInfo', identification(record, updatedAt)),
    distribution(links),
  )
}

function identification(record: ForeignRecord, updatedAt: string): Xml {
  const { id, title, abstract, box, subjects, rights } = record
  const said = date('publication', momentIn(record.modified ?? record.date ?? record.created ?? updatedAt))
  const keywords = subjects.map((word) => text('keyword', word))
  const limits = rights.map((line) => text('useLimitation', line))
  return gmd(
    'MD_DataIdentification',
    gmd('citation', gmd('CI_Citation', text('title', title), said, identifier('identifier', id))),
    text('abstract', abstract || title),
    organisation('pointOfContact', record),
    keywords.length > 0 ? gmd('descriptiveKeywords', gmd('MD_Keywords', keywords)) : null,
    limits.length > 0 ? gmd('resourceConstraints', gmd('MD_Constraints', limits)) : null,
    language('language', 'ind'),
    box ? gmd('extent', gmd('EX_Extent', boundingBox(box))) : null,
  )
}

function organisation(name: string, { publisher }: ForeignRecord): Xml {
  const role = code('role', 'CI_RoleCode', 'pointOfContact')
  return gmd(name, gmd('CI_ResponsibleParty', text('organisationName', publisher ?? '-'), role))
}

function distribution(links: readonly RecordLink[]): Xml | null {
  if (links.length === 0) return null
  return gmd(
    'distributionInfo',
    gmd(
      'MD_Distribution',
      gmd(
        'transferOptions',
        gmd(
          'MD_DigitalTransferOptions',
          links.map(({ url: address, kind, title }) =>
            gmd(
              'onLine',
              gmd(
                'CI_OnlineResource',
                url('linkage', address),
                text('protocol', PROTOCOLS[kind]),
                bilingual('description', title),
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

/** A day is the moment at which it begins. */
const momentIn = (text: string) => new Date(text).toISOString()
