import { downloadFormats } from '../../../../core/download/download-formats.ts'
import { bbox, filters, ok, query } from '../../routing/openapi-parts.ts'
import type { RouteFacts } from '../../routing/route.ts'

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

/** Layers as files, one route for each format (data-routes.ts answers them all); filters other than year are for proposals. */
export const downloadRoutes: readonly RouteFacts[] = downloadFormats.map(
  ({ extension, name, mediaType }) => ({
    method: 'get',
    path: `/data/{layer}.${extension}`,
    summary: `A layer as ${name}`,
    access: { to: 'everyone', moreTo: 'layer:read-unpublished' },
    params: { layer: 'Layer id, or id of a snapshot' },
    query: [
      ...narrowing,
      ...filters,
      query('crs', 'Code of the CRS of the file; easting or longitude first'),
      query('lang', 'id or en: language of titles and notes'),
      ...(extension === 'csv' ? [query('geometry', 'point, or wkt: whole shapes too, as text')] : []),
    ],
    answers: ok(`A layer as ${name}`, mediaType),
  }),
)
