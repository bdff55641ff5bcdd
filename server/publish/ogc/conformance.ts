import { mediaTypes, type OgcSite, selfLinks } from '../ogc-link.ts'

const SPEC = 'http://www.opengis.net/spec'

const classes = (standard: string, ...names: string[]) =>
  names.map((name) => `${SPEC}/${standard}/conf/${name}`)

/** Classes that tests/http/ogc-conformance.test.ts proves one by one, and no others; named as the standards' own test suites are. */
export const conformanceClasses: readonly string[] = [
  ...classes('ogcapi-common-1/1.0', 'core', 'landing-page', 'json', 'html', 'oas30'),
  ...classes('ogcapi-common-2/1.0', 'collections'),
  // OGC 23-058r2 is part 3 of Common, and part 5 of Features as clients written before its approval know it.
  ...classes('ogcapi-common-3/1.0', 'schemas', 'returnables-and-receivables'),
  ...classes('ogcapi-features-1/1.0', 'core', 'geojson', 'html', 'oas30'),
  ...classes('ogcapi-features-2/1.0', 'crs'),
  ...classes(
    'ogcapi-features-3/1.0',
    'queryables',
    'queryables-query-parameters',
    'filter',
    'features-filter',
  ),
  ...classes('ogcapi-features-5/1.0', 'schemas', 'core-roles-features', 'returnables-and-receivables'),
  ...classes(
    'cql2/1.0',
    ...['cql2-text', 'cql2-json', 'basic-cql2', 'advanced-comparison-operators'],
    ...['case-insensitive-comparison', 'accent-insensitive-comparison'],
    ...['basic-spatial-functions', 'basic-spatial-functions-plus', 'spatial-functions'],
    ...['temporal-functions', 'array-functions', 'property-property', 'arithmetic'],
  ),
  ...classes(
    'ogcapi-tiles-1/1.0',
    ...['core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'collections-selection', 'geodata-tilesets'],
    ...['mvt', 'png', 'oas30'],
  ),
  ...classes('tms/2.0', 'tilematrixset', 'tilesetmetadata', 'json-tilematrixset', 'json-tilesetmetadata'),
  ...classes(
    'ogcapi-records-1/1.0',
    ...['searchable-catalog', 'records-api', 'record-collection', 'record-core'],
    ...['record-core-query-parameters', 'json', 'html', 'oas30'],
  ),
  // A draft (OGC 20-009), under the name that it has now and the one that clients of its first years look for. By now its
  // classes of SLD ask for styles to be written here too, which /api/styles does; those of the first years did not.
  ...classes('ogcapi-styles-1/1.0', 'core', 'global-styles', 'collection-styles', 'mapbox-styles'),
  ...classes('ogcapi-styles-1/0.0', 'core', 'mapbox-styles', 'sld-10', 'sld-11'),
]

export function describeConformance(site: OgcSite) {
  return { links: selfLinks(site, '/conformance', { type: mediaTypes.json }), conformsTo: conformanceClasses }
}
