import type { ForeignRecord } from '../../../core/record/foreign-record.ts'
import { childNamed, type XmlNode } from '../../requests/read-xml.ts'
import { type FoundRecord, hasRegistryAxes } from './record-parts.ts'

const DC = 'http://purl.org/dc/elements/1.1/'
const DCT = 'http://purl.org/dc/terms/'
const OWS = 'http://www.opengis.net/ows'

/** A csw:Record (OGC 07-006r1, clause 10.2.5): the elements of Dublin Core side by side, each as often as it likes. */
export function readDublinCore(root: XmlNode): FoundRecord {
  const all = (...names: string[]) =>
    root.children
      .filter(({ uri, name }) => (uri === DC || uri === DCT) && names.includes(name))
      .map(({ text }) => text)
  const one = (...names: string[]) => all(...names).find((text) => text !== '')
  return {
    id: one('identifier'),
    type: one('type'),
    title: one('title', 'alternative'),
    abstract: one('abstract', 'description'),
    subjects: all('subject'),
    formats: all('format'),
    relations: all('relation', 'source', 'isPartOf'),
    date: one('date', 'issued', 'modified', 'created'),
    created: one('created', 'issued'),
    modified: one('modified'),
    spatial: one('spatial', 'coverage'),
    rights: all('rights', 'accessRights', 'license'),
    publisher: one('publisher', 'creator'),
    language: one('language'),
    lineage: one('provenance'),
    box: boxOf(root),
    links: root.children
      .filter(({ uri, name }) => (uri === DCT && name === 'references') || name === 'URI')
      .map(({ text, attributes }) => ({
        url: text,
        kind: attributes.scheme ?? attributes.protocol ?? null,
        title: attributes.name ?? attributes.description ?? null,
      })),
  }
}

function boxOf(root: XmlNode): ForeignRecord['box'] {
  const box = root.children.find(
    ({ uri, name }) => uri === OWS && (name === 'BoundingBox' || name === 'WGS84BoundingBox'),
  )
  if (!box) return null
  const corner = (name: string) => childNamed(box, name)?.text.split(/\s+/).map(Number) ?? []
  const [a = Number.NaN, b = Number.NaN] = corner('LowerCorner')
  const [c = Number.NaN, d = Number.NaN] = corner('UpperCorner')
  return hasRegistryAxes(box.attributes.crs ?? '') ? [b, a, d, c] : [a, b, c, d]
}
