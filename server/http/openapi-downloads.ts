import { downloadFormats } from '../../core/download/download-formats.ts'
import { bbox, filters, get, path, query } from './openapi-parts.ts'

const narrowing = [
  {
    ...bbox,
    description:
      'What touches the box: minima of both axes, then maxima; degrees unless bbox-crs says otherwise',
  },
  query(
    'bbox-crs',
    'CRS of the box: a code (EPSG:32749: easting or longitude first) or a URI (axes of the registry)',
  ),
  query('zone', 'What touches a published zone, by its id'),
  query('clip', 'true: shapes are cut at the box and the zone'),
  query('filter', 'A condition in CQL2 on the properties and "geometry"'),
  query('filter-lang', 'cql2-text or cql2-json'),
  query('filter-crs', 'CRS of geometries in the filter'),
]

/** A route for each format; filters other than year are for proposals. */
export function downloadPaths() {
  return Object.fromEntries(
    downloadFormats.map(({ extension, name, mediaType }) => [
      `/data/{layer}.${extension}`,
      get(
        `A layer as ${name}`,
        [
          path('layer', 'Layer id, or id of a snapshot'),
          ...narrowing,
          ...filters,
          query('crs', 'Code of the CRS of the file; easting or longitude first'),
          query('lang', 'id or en: language of titles and notes'),
          ...(extension === 'csv' ? [query('geometry', 'point, or wkt: whole shapes too, as text')] : []),
        ],
        mediaType,
      ),
    ]),
  )
}
