import type { Envelope } from '../../../core/geo/envelope.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import { projectionOf } from '../projection.ts'
import { element, type Xml } from '../xml-element.ts'
import { type CapabilityModel, serviceAddress } from './capability-model.ts'
import { inAxisOrder, mapCrs } from './map-crs.ts'
import { INFO_TYPES, PICTURE_TYPES } from './wms-values.ts'
import type { WmsVersion } from './wms-version.ts'

/* Elements that capabilities of both versions have alike. */

const XLINK = 'http://www.w3.org/1999/xlink'

/** Each declares xlink for itself, since documents with a DTD cannot rely on the root's. */
export function onlineResource(address: string): Xml {
  return element('OnlineResource', { 'xmlns:xlink': XLINK, 'xlink:type': 'simple', 'xlink:href': address })
}

export const text = (name: string, content: string) => element(name, {}, content)

export function keywords(labels: readonly Label[], language: Language): Xml | null {
  const words = [...new Set(labels.map((label) => label[language]))]
  return words.length === 0
    ? null
    : element(
        'KeywordList',
        {},
        words.map((word) => text('Keyword', word)),
      )
}

export function service(name: string, model: CapabilityModel, language: Language, ...limits: Xml[]): Xml {
  return element(
    'Service',
    {},
    text('Name', name),
    text('Title', model.title[language]),
    text('Abstract', model.abstract[language]),
    keywords(model.keywords, language),
    onlineResource(model.publicUrl),
    contactInformation(model),
    text('Fees', 'none'),
    text('AccessConstraints', 'none'),
    limits,
  )
}

function contactInformation({ contact }: CapabilityModel): Xml {
  const { name, address, phone, email } = contact
  return element(
    'ContactInformation',
    {},
    element('ContactPersonPrimary', {}, text('ContactPerson', name), text('ContactOrganization', name)),
    address ? postalAddress(address) : null,
    phone ? text('ContactVoiceTelephone', phone) : null,
    email ? text('ContactElectronicMailAddress', email) : null,
  )
}

/** The schemas want all parts, and the office states its address in one. */
function postalAddress(address: string): Xml {
  return element(
    'ContactAddress',
    {},
    text('AddressType', 'postal'),
    text('Address', address),
    text('City', ''),
    text('StateOrProvince', ''),
    text('PostCode', ''),
    text('Country', 'Indonesia'),
  )
}

/** Operations: those of the SLD profile may have a prefix, and further ones may follow, by the types that they answer with. */
export function requests(
  { publicUrl }: CapabilityModel,
  {
    capabilities,
    prefix = '',
    more = {},
  }: { capabilities: string; prefix?: string; more?: Record<string, string> },
): Xml {
  const pictures = PICTURE_TYPES.map(([type]) => type)
  const operations: [name: string, types: string[]][] = [
    ['GetCapabilities', [capabilities]],
    ['GetMap', pictures],
    ['GetFeatureInfo', INFO_TYPES.map(([type]) => type)],
    [`${prefix}DescribeLayer`, ['text/xml']],
    [`${prefix}GetLegendGraphic`, pictures],
    ...Object.entries(more).map(([name, type]): [string, string[]] => [name, [type]]),
  ]
  const address = serviceAddress(publicUrl)
  return element(
    'Request',
    {},
    operations.map(([name, types]) => operation(name, types, address)),
  )
}

function operation(name: string, formats: readonly string[], address: string): Xml {
  return element(
    name,
    {},
    formats.map((format) => text('Format', format)),
    element(
      'DCPType',
      {},
      element(
        'HTTP',
        {},
        element('Get', {}, onlineResource(address)),
        element('Post', {}, onlineResource(address)),
      ),
    ),
  )
}

/** Degrees and web map metres; a layer's other CRSs follow from these. */
const BOXED = ['CRS:84', 'EPSG:4326', 'EPSG:3857']
/** Where EPSG:3857 ends. */
const MOST_NORTH = 85.06

/** BoundingBox of a lon/lat extent, in the order of each CRS's axes. */
export function boundingBoxes(extent: readonly [number, number, number, number], version: WmsVersion): Xml[] {
  return BOXED.filter((name) => version === '1.3.0' || name !== 'CRS:84').map((name) => {
    const [west, south, east, north] = extent
    const crs = mapCrs(name, version)
    if (!crs) throw new RangeError(`crs: got ${name}, expected one of the table`)
    const { fromLonLat } = projectionOf({ uri: '', definition: crs.definition, latitudeFirst: false })
    const [least, most] =
      crs.definition.unit === 'degrees'
        ? [[west, south] as const, [east, north] as const]
        : [fromLonLat(west, Math.max(-MOST_NORTH, south)), fromLonLat(east, Math.min(MOST_NORTH, north))]
    const box: Envelope = [least[0], least[1], most[0], most[1]]
    const [minx, miny, maxx, maxy] = inAxisOrder(crs, box)
    return element('BoundingBox', { [version === '1.3.0' ? 'CRS' : 'SRS']: name, minx, miny, maxx, maxy })
  })
}
