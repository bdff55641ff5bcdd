import { mediaTypes, type OgcSite, selfLinks } from './ogc-link.ts'

const FEATURES = 'http://www.opengis.net/spec/ogcapi-features'
const CQL2 = 'http://www.opengis.net/spec/cql2/1.0/conf'

const RECORDS = 'http://www.opengis.net/spec/ogcapi-records-1/1.0/conf'
const STYLES = 'http://www.opengis.net/spec/ogcapi-styles-1/0.0/conf'
const TILES = 'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf'

/** Classes that a test of this project proves, and no others. */
export const conformanceClasses: readonly string[] = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  `${FEATURES}-1/1.0/conf/core`,
  `${FEATURES}-1/1.0/conf/geojson`,
  `${FEATURES}-1/1.0/conf/html`,
  `${FEATURES}-1/1.0/conf/oas30`,
  `${FEATURES}-2/1.0/conf/crs`,
  `${FEATURES}-3/1.0/conf/queryables`,
  `${FEATURES}-3/1.0/conf/queryables-query-parameters`,
  `${FEATURES}-3/1.0/conf/filter`,
  `${FEATURES}-3/1.0/conf/features-filter`,
  `${FEATURES}-5/1.0/conf/schemas`,
  `${FEATURES}-5/1.0/conf/core-roles-features`,
  `${FEATURES}-5/1.0/conf/returnables-and-receivables`,
  ...[
    'cql2-text',
    'cql2-json',
    'basic-cql2',
    'advanced-comparison-operators',
    'case-insensitive-comparison',
    'accent-insensitive-comparison',
    'basic-spatial-functions',
    'basic-spatial-functions-plus',
    'spatial-functions',
    'temporal-functions',
    'array-functions',
    'property-property',
    'arithmetic',
  ].map((name) => `${CQL2}/${name}`),
  ...['core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt', 'png', 'oas30'].map(
    (name) => `${TILES}/${name}`,
  ),
  ...['record-core', 'record-core-query-parameters', 'searchable-catalog', 'json', 'html'].map(
    (name) => `${RECORDS}/${name}`,
  ),
  ...['core', 'json', 'mapbox-style', 'sld-10', 'sld-11'].map((name) => `${STYLES}/${name}`),
  'http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset',
  'http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata',
]

export function describeConformance(site: OgcSite) {
  return { links: selfLinks(site, '/conformance', { type: mediaTypes.json }), conformsTo: conformanceClasses }
}
