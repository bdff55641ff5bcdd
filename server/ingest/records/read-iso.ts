import type { ForeignLink, ForeignRecord } from '../../../core/record/foreign-record.ts'
import type { XmlNode } from '../../requests/read-xml.ts'
import type { FoundRecord } from './record-parts.ts'

const IDENTIFICATION = 'identificationInfo/*'
const CITATION = `${IDENTIFICATION}/citation/CI_Citation`

/** A gmd:MD_Metadata (ISO 19139); elements are found by their local names. */
export function readIso(root: XmlNode): FoundRecord {
  const all = (path: string) => at(root, path).map(textOf).filter(Boolean)
  const one = (path: string) => all(path)[0]
  const within = (path: string) => all(`${IDENTIFICATION}/${path}`)
  return {
    ...datesOf(root),
    id: one('fileIdentifier'),
    type: one('hierarchyLevel'),
    title: one(`${CITATION}/title`),
    abstract: within('abstract')[0],
    subjects: [...within('descriptiveKeywords/MD_Keywords/keyword'), ...within('topicCategory')],
    formats: all('distributionInfo/MD_Distribution/distributionFormat/MD_Format/name'),
    relations: all('parentIdentifier'),
    spatial: within('extent/EX_Extent/description')[0],
    rights: ['useLimitation', 'otherConstraints'].flatMap((name) => within(`resourceConstraints/*/${name}`)),
    publisher:
      within('pointOfContact/CI_ResponsibleParty/organisationName')[0] ??
      one('contact/CI_ResponsibleParty/organisationName'),
    language: one('language'),
    lineage: one('dataQualityInfo/DQ_DataQuality/lineage/LI_Lineage/statement'),
    box: boxOf(root),
    links: linksOf(root),
  }
}

function datesOf(root: XmlNode): Pick<FoundRecord, 'date' | 'created' | 'modified'> {
  const dates = new Map(
    at(root, `${CITATION}/date/CI_Date`).map((date) => [
      at(date, 'dateType').map(textOf)[0] ?? '',
      at(date, 'date').map(textOf)[0] ?? '',
    ]),
  )
  const stamp = at(root, 'dateStamp').map(textOf)[0]
  const [created, modified] = [dates.get('creation'), dates.get('revision')]
  return {
    date: dates.get('publication') ?? modified ?? created ?? stamp,
    created,
    modified: modified ?? stamp,
  }
}

const ADDRESSES =
  'distributionInfo/MD_Distribution/transferOptions/MD_DigitalTransferOptions/onLine/CI_OnlineResource'

function linksOf(root: XmlNode): ForeignLink[] {
  return at(root, ADDRESSES).map((link) => {
    const said = (name: string) => at(link, name).map(textOf)[0]
    return {
      url: said('linkage') ?? '',
      kind: said('protocol') ?? null,
      title: said('description') ?? said('name') ?? null,
    }
  })
}

function boxOf(root: XmlNode): ForeignRecord['box'] {
  const [box] = at(root, `${IDENTIFICATION}/extent/EX_Extent/geographicElement/EX_GeographicBoundingBox`)
  if (!box) return null
  const side = (name: string) => {
    const text = at(box, name).map(textOf)[0]
    return text ? Number(text) : Number.NaN
  }
  return [
    side('westBoundLongitude'),
    side('southBoundLatitude'),
    side('eastBoundLongitude'),
    side('northBoundLatitude'),
  ]
}

/** Every element at a path of local names; * is any. */
function at(node: XmlNode, path: string): XmlNode[] {
  return path
    .split('/')
    .reduce<XmlNode[]>(
      (found, name) =>
        found.flatMap(({ children }) => children.filter((child) => name === '*' || child.name === name)),
      [node],
    )
}

/** ISO wraps each value: a text in gco:CharacterString, gmx:Anchor or gmd:URL, a code in an attribute. */
function textOf(node: XmlNode): string {
  const [value] = node.children
  if (!value) return node.text
  return value.text || (value.attributes.codeListValue ?? '')
}
