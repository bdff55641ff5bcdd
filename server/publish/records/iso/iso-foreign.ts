import type { ForeignRecord } from '../../../../core/record/foreign-record.ts'
import { element, type Xml } from '../../xml-element.ts'
import type { RecordLink } from '../metadata/layer-record.ts'
import { online } from './iso-distribution.ts'
import { boundingBox } from './iso-identification.ts'
import { metadata } from './iso-metadata.ts'
import { citation, code, date, gmd, identifier, language, text, unstated } from './iso-parts.ts'

/** A record that came as Dublin Core or DCAT as gmd:MD_Metadata: what it says, and no more. `updatedAt` is when it changed here. */
export function isoOfForeign(record: ForeignRecord, links: readonly RecordLink[], updatedAt: string): Xml {
  return metadata(
    text('fileIdentifier', record.id),
    code('characterSet', 'MD_CharacterSetCode', 'utf8'),
    ...levelOf(record),
    organisation('contact', record) ?? unstated('contact', 'missing'),
    gmd('dateStamp', element('gco:DateTime', {}, updatedAt.replace(/\.\d+Z$/, 'Z'))),
    gmd('identificationInfo', identification(record)),
    distribution(links),
  )
}

const LEVELS = ['dataset', 'series', 'service', 'software', 'model', 'nonGeographicDataset'] as const

/** MD_ScopeCode where the type is one of them, or a collection (a series of datasets); any other type by its own name. */
function levelOf({ type }: ForeignRecord): Xml[] {
  const name = type.replace(/^.*[/#:]/, '').toLowerCase()
  const level = name === 'collection' ? 'series' : LEVELS.find((one) => one.toLowerCase() === name)
  return [
    ...(level ? [code('hierarchyLevel', 'MD_ScopeCode', level)] : []),
    // Needed wherever the level is not a dataset (ISO 19115:2003, B.2.1).
    ...(level === 'dataset' ? [] : [text('hierarchyLevelName', type)]),
  ]
}

function identification(record: ForeignRecord): Xml {
  const { id, title, abstract, box, subjects, rights } = record
  const keywords = subjects.map((word) => text('keyword', word))
  const limits = rights.map((line) => text('useLimitation', line))
  return gmd(
    'MD_DataIdentification',
    gmd('citation', citation(title, datesOf(record), identifier('identifier', id))),
    text('abstract', abstract || title),
    organisation('pointOfContact', record),
    keywords.length > 0 ? gmd('descriptiveKeywords', gmd('MD_Keywords', keywords)) : null,
    limits.length > 0 ? gmd('resourceConstraints', gmd('MD_Constraints', limits)) : null,
    languageOf(record),
    box ? gmd('extent', gmd('EX_Extent', boundingBox(box))) : null,
  )
}

/** Each date as what it is; one that is neither of creation nor of revision is when the data came out. */
function datesOf({ date: said, created, modified }: ForeignRecord): Xml[] {
  const published = said === created || said === modified ? null : said
  const kinds = { creation: created, publication: published, revision: modified } as const
  return (['creation', 'publication', 'revision'] as const).flatMap((kind) => {
    const when = kinds[kind]
    return when === null ? [] : [date(kind, withSeconds(when))]
  })
}

/** As xs:dateTime wants it: "2025-02-03T10:00Z" → "2025-02-03T10:00:00Z"; a day stays one. */
const withSeconds = (moment: string) => moment.replace(/(T\d\d:\d\d)(?!:)/, '$1:00')

/** By ISO 639-2 where that is known; a name that is none stays as it is. */
function languageOf({ language: said }: ForeignRecord): Xml {
  if (said === null) return unstated('language', 'unknown')
  const plain = said.toLowerCase()
  if (/^(id|in|ind)\b/.test(plain)) return language('language', 'ind')
  if (/^(en|eng)\b/.test(plain)) return language('language', 'eng')
  return /^[a-z]{3}$/.test(plain) ? language('language', plain) : text('language', said)
}

function organisation(name: string, { publisher }: ForeignRecord): Xml | null {
  if (publisher === null) return null
  const role = code('role', 'CI_RoleCode', 'publisher')
  return gmd(name, gmd('CI_ResponsibleParty', text('organisationName', publisher), role))
}

function distribution(links: readonly RecordLink[]): Xml | null {
  if (links.length === 0) return null
  const options = gmd('MD_DigitalTransferOptions', links.map(online))
  return gmd('distributionInfo', gmd('MD_Distribution', gmd('transferOptions', options)))
}
