import type { XmlElement } from './xml-tree.ts'

/* The content models of WMS capabilities, exceptions and the answers of the SLD profile, as the specifications print them. */

/** Child and how often: 1, ? for at most once, + and * for many. */
type Model = readonly (readonly [name: string, times: '1' | '?' | '+' | '*'])[]

const many = (names: string, times: '1' | '?' | '+' | '*' = '1'): Model =>
  names.split(' ').map((name) => [name, times] as const)
const operationModel: Model = [
  ['Format', '+'],
  ['DCPType', '+'],
]

/** Alike in both versions. */
const shared: Record<string, Model> = {
  KeywordList: [['Keyword', '*']],
  ContactInformation: many(
    'ContactPersonPrimary ContactPosition ContactAddress ContactVoiceTelephone ContactFacsimileTelephone ContactElectronicMailAddress',
    '?',
  ),
  ContactPersonPrimary: many('ContactPerson ContactOrganization'),
  ContactAddress: many('AddressType Address City StateOrProvince PostCode Country'),
  GetCapabilities: operationModel,
  GetMap: operationModel,
  GetFeatureInfo: operationModel,
  DescribeLayer: operationModel,
  GetLegendGraphic: operationModel,
  GetStyles: operationModel,
  DCPType: [['HTTP', '1']],
  HTTP: [
    ['Get', '1'],
    ['Post', '?'],
  ],
  Get: [['OnlineResource', '1']],
  Post: [['OnlineResource', '1']],
  Exception: [['Format', '+']],
  Attribution: many('Title OnlineResource LogoURL', '?'),
  MetadataURL: many('Format OnlineResource'),
  DataURL: many('Format OnlineResource'),
  LegendURL: many('Format OnlineResource'),
  Style: [
    ['Name', '1'],
    ['Title', '1'],
    ['Abstract', '?'],
    ['LegendURL', '*'],
    ['StyleSheetURL', '?'],
    ['StyleURL', '?'],
  ],
  ServiceExceptionReport: [['ServiceException', '*']],
}

/** OGC 06-042, annex E. */
const version130: Record<string, Model> = {
  ...shared,
  WMS_Capabilities: many('Service Capability'),
  Service: [
    ...many('Name Title'),
    ...many('Abstract KeywordList', '?'),
    ['OnlineResource', '1'],
    ...many('ContactInformation Fees AccessConstraints LayerLimit MaxWidth MaxHeight', '?'),
  ],
  Capability: [...many('Request Exception'), ['UserDefinedSymbolization', '*'], ['Layer', '?']],
  Request: [...many('GetCapabilities GetMap'), ...many('GetFeatureInfo DescribeLayer GetLegendGraphic', '?')],
  Layer: [
    ['Name', '?'],
    ['Title', '1'],
    ...many('Abstract KeywordList', '?'),
    ['CRS', '*'],
    ['EX_GeographicBoundingBox', '?'],
    ...many('BoundingBox Dimension', '*'),
    ['Attribution', '?'],
    ...many('AuthorityURL Identifier MetadataURL DataURL FeatureListURL Style', '*'),
    ...many('MinScaleDenominator MaxScaleDenominator', '?'),
    ['Layer', '*'],
  ],
  EX_GeographicBoundingBox: many(
    'westBoundLongitude eastBoundLongitude southBoundLatitude northBoundLatitude',
  ),
  DescribeLayerResponse: [
    ['Version', '1'],
    ['LayerDescription', '*'],
  ],
  LayerDescription: many('owsType OnlineResource TypeName'),
  TypeName: [['FeatureTypeName', '1']],
}

/** OGC 01-068r3, annex A. */
const version111: Record<string, Model> = {
  ...shared,
  WMT_MS_Capabilities: many('Service Capability'),
  Service: [
    ...many('Name Title'),
    ...many('Abstract KeywordList', '?'),
    ['OnlineResource', '1'],
    ...many('ContactInformation Fees AccessConstraints', '?'),
  ],
  Capability: [
    ...many('Request Exception'),
    ...many('VendorSpecificCapabilities UserDefinedSymbolization Layer', '?'),
  ],
  Request: [
    ...many('GetCapabilities GetMap'),
    ...many('GetFeatureInfo DescribeLayer GetLegendGraphic GetStyles PutStyles', '?'),
  ],
  Layer: [
    ['Name', '?'],
    ['Title', '1'],
    ...many('Abstract KeywordList', '?'),
    ['SRS', '*'],
    ['LatLonBoundingBox', '?'],
    ...many('BoundingBox Dimension Extent', '*'),
    ['Attribution', '?'],
    ...many('AuthorityURL Identifier MetadataURL DataURL FeatureListURL Style', '*'),
    ['ScaleHint', '?'],
    ['Layer', '*'],
  ],
  WMS_DescribeLayerResponse: [['LayerDescription', '*']],
  LayerDescription: [['Query', '*']],
}

/** Attributes that an element must have. */
const REQUIRED: Record<string, readonly string[]> = {
  OnlineResource: ['{http://www.w3.org/1999/xlink}href'],
  MetadataURL: ['type'],
  Dimension: ['name', 'units'],
  Extent: ['name'],
  LatLonBoundingBox: ['minx', 'miny', 'maxx', 'maxy'],
  BoundingBox: ['minx', 'miny', 'maxx', 'maxy'],
  ScaleHint: ['min', 'max'],
}

/** Every fault of a document's structure, in words: children in their order, as often as they may, and attributes that must be. */
export function checkWmsStructure(root: XmlElement, version: '1.3.0' | '1.1.1'): string[] {
  const models = version === '1.3.0' ? version130 : version111
  const visit = (element: XmlElement, path: string): string[] => {
    const required = [
      ...(REQUIRED[element.name] ?? []),
      ...(element.name === 'LegendURL' && version === '1.1.1' ? ['width', 'height'] : []),
      ...(element.name === 'BoundingBox' ? [version === '1.3.0' ? 'CRS' : 'SRS'] : []),
    ]
    return [
      ...required
        .filter((name) => !element.attributes[name])
        .map((name) => `${path}: attribute ${name} is missing`),
      ...checkChildren(element, models[element.name] ?? [], path),
      ...element.children.flatMap((child) => visit(child, `${path}/${child.name}`)),
    ]
  }
  return models[root.name] ? visit(root, root.name) : [`${root.name}: no root of ${version}`]
}

function checkChildren({ children }: XmlElement, model: Model, path: string): string[] {
  const faults: string[] = []
  let at = 0
  for (const [name, times] of model) {
    let count = 0
    while (children[at]?.name === name) {
      at += 1
      count += 1
    }
    if (count === 0 && (times === '1' || times === '+')) faults.push(`${path}: ${name} is missing`)
    if (count > 1 && (times === '1' || times === '?')) faults.push(`${path}: ${count} times ${name}`)
  }
  const rest = children[at]
  if (rest) faults.push(`${path}: ${rest.name} is not expected here`)
  return faults
}
