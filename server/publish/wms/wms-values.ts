import type { Language } from '../../../core/proposal/label.ts'
import type { PictureFormat } from '../../styles/picture-maker.ts'
import { invalid, missing, refuse } from './wms-fault.ts'
import { type InfoFormat, LIMITS } from './wms-request.ts'
import { WMS_VERSIONS, type WmsVersion } from './wms-version.ts'

/* Single parameters of WMS requests, read into typed values. */

/** Pictures by the media types that capabilities name, the first of each format as answers are labelled. */
export const PICTURE_TYPES: readonly (readonly [type: string, format: PictureFormat])[] = [
  ['image/png', 'png'],
  ['image/png; mode=8bit', 'png8'],
  ['image/png8', 'png8'],
  ['image/jpeg', 'jpeg'],
  ['image/webp', 'webp'],
  ['image/svg+xml', 'svg'],
  ['application/pdf', 'pdf'],
]

export const INFO_TYPES: readonly (readonly [type: string, format: InfoFormat])[] = [
  ['text/plain', 'text'],
  ['text/html', 'html'],
  ['application/json', 'geojson'],
  ['application/geo+json', 'geojson'],
  ['application/vnd.ogc.gml', 'gml2'],
  ['application/vnd.ogc.gml/3.1.1', 'gml3'],
]

const plainType = (type: string) => type.toLowerCase().replaceAll(/\s/g, '')

function formatOf<Format>(types: readonly (readonly [string, Format])[], asked: string): Format | undefined {
  return types.find(([type]) => plainType(type) === plainType(asked))?.[1]
}

export function readPictureFormat(text: string | undefined): PictureFormat {
  if (text === undefined) throw missing('format')
  const format = formatOf(PICTURE_TYPES, text)
  if (!format) throw refuse('InvalidFormat', 'format', text, typesOf(PICTURE_TYPES))
  return format
}

export function readInfoFormat(text: string): InfoFormat {
  const format = formatOf(INFO_TYPES, text)
  if (!format) throw refuse('InvalidFormat', 'info_format', text, typesOf(INFO_TYPES))
  return format
}

const typesOf = (types: readonly (readonly [string, unknown])[]) => types.map(([type]) => type).join(', ')

export function readTransparent(text = 'FALSE'): boolean {
  const value = text.toUpperCase()
  if (value !== 'TRUE' && value !== 'FALSE') throw invalid('transparent', text, 'TRUE or FALSE')
  return value === 'TRUE'
}

/** 0xRRGGBB, as #rrggbb; white where nothing is asked for. */
export function readBackground(text = '0xFFFFFF'): string {
  const digits = /^(?:0x|#)([0-9a-f]{6})$/i.exec(text.trim())?.[1]
  if (digits === undefined) throw invalid('bgcolor', text, 'a colour such as 0xFFFFFF')
  return `#${digits.toLowerCase()}`
}

export function readFeatureCount(text = '1'): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (count < 1) throw invalid('feature_count', text, 'a whole number from 1')
  return Math.min(LIMITS.features, count)
}

export function readPixel(parameter: string, text: string | undefined, side: number): number {
  if (text === undefined) throw missing(parameter)
  const pixel = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(pixel < side)) throw refuse('InvalidPoint', parameter, text, `a whole number from 0 to ${side - 1}`)
  return pixel
}

const LARGEST_SYMBOL = 200

/** Of one symbol of a legend. Many clients send the size of the whole picture: symbols do not grow beyond what is readable. */
export function readSymbolSide(parameter: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const side = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (side < 1 || side > LIMITS.side)
    throw invalid(parameter, text, `a whole number from 1 to ${LIMITS.side}`)
  return Math.min(LARGEST_SYMBOL, side)
}

export function readScale(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const scale = /^\d{1,12}(\.\d{1,20})?$/.test(text) ? Number(text) : 0
  if (!(scale > 0)) throw invalid('scale', text, 'a scale denominator, such as 25000')
  return scale
}

export function readLanguage(text: string | undefined): Language {
  return text !== undefined && /^en/i.test(text) ? 'en' : 'id'
}

const VERSION = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?$/

/** Of GetCapabilities: the version asked for, or the next lower one, or the lowest (06-042, 6.2.4). */
export function negotiate(text: string | undefined): WmsVersion {
  if (text === undefined) return '1.3.0'
  const asked = versionNumber(text)
  if (asked === undefined) throw invalid('version', text, WMS_VERSIONS.join(' or '))
  return asked >= 1_003_000 ? '1.3.0' : '1.1.1'
}

/** Of other requests: one of the versions that are spoken, 1.1.0 as 1.1.1, from which it differs by misprints. */
export function checkVersion(text: string): WmsVersion {
  const known = WMS_VERSIONS.find((version) => version === text) ?? (text === '1.1.0' ? '1.1.1' : undefined)
  if (!known) throw invalid('version', text, WMS_VERSIONS.join(' or '))
  return known
}

/** The version of the exception report that a client expects after this request. */
export function versionOfFault(text: string | undefined): WmsVersion {
  return (versionNumber(text ?? '') ?? 1_003_000) >= 1_003_000 ? '1.3.0' : '1.1.1'
}

function versionNumber(text: string): number | undefined {
  const match = VERSION.exec(text)
  if (!match) return undefined
  const [major = 0, minor = 0, patch = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return (major * 1000 + minor) * 1000 + patch
}
