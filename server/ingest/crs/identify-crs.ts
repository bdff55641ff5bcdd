import { crsDefinition } from '../../../core/geo/crs-definitions.ts'
import { identifyWkt } from './identify-wkt.ts'
import { makeToLonLat } from './reproject.ts'
import { UnknownCrs } from './unknown-crs.ts'

/** Other codes under which Web Mercator and WGS 84 are still handed round. */
const SYNONYMS: Record<string, string> = {
  'EPSG:900913': 'EPSG:3857',
  'EPSG:102100': 'EPSG:3857',
  'EPSG:102113': 'EPSG:3857',
  'EPSG:3785': 'EPSG:3857',
  'ESRI:102100': 'EPSG:3857',
  'OGC:CRS84': 'EPSG:4326',
  'OGC:CRS84H': 'EPSG:4326',
}

const URN = /^urn:(?:x-)?ogc:def:crs:([a-z]+):[^:]*:(\w+)$/i
const URL_FORM = /^https?:\/\/(?:www\.)?opengis\.net\/def\/crs\/([a-z]+)\/[^/]+\/(\w+)\/?$/i
const GML_URL = /^https?:\/\/(?:www\.)?opengis\.net\/gml\/srs\/(epsg)\.xml#(\d+)$/i
const SHORT = /^(epsg|ogc|esri)::?(\w+)$/i

function codeInText(text: string): string | null {
  if (/^crs:?84$/i.test(text)) return 'OGC:CRS84'
  for (const form of [URN, URL_FORM, GML_URL, SHORT]) {
    const match = form.exec(text)
    if (match) return `${match[1]}:${match[2]}`.toUpperCase()
  }
  return null
}

/**
 * Turns any common statement of a CRS (EPSG:n, OGC URN or URL, WKT 1 or 2, an ESRI .prj, a PROJ string) into
 * 'EPSG:n' if it is in our table, else into text that `makeToLonLat` computes with.
 * CRS84 and EPSG:4326 are both 'EPSG:4326': the readers give x, y = longitude, latitude, as all their formats store it.
 * Throws UnknownCrs when the system is not known.
 */
export function identifyCrs(statement: string): string {
  const text = statement.replace(/^\uFEFF/, '').trim()
  const stated = codeInText(text)
  if (stated) {
    const code = SYNONYMS[stated] ?? stated
    if (crsDefinition(code)) return code
    throw new UnknownCrs(
      statement,
      'EPSG:4326, EPSG:3857, SRGI2013, DGN95 (also TM-3) or WGS 84 / UTM; reproject the file to one of them',
    )
  }
  if (text.startsWith('+proj=')) {
    makeToLonLat(text)
    return text
  }
  if (/^[A-Za-z_0-9]+\s*[[(]/.test(text)) return identifyWkt(text)
  throw new UnknownCrs(statement, 'EPSG:n, an OGC URN or URL, or WKT')
}
