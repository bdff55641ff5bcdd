import { filters, ok, query } from '../routing/openapi-parts.ts'
import type { RouteFacts } from '../routing/route.ts'

const properties = query('properties', 'Attributes that tiles carry, comma list; without it all')
const readable = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const
const tile = { z: 'Zoom', x: 'Column', y: 'Row' }

/** What is answered ahead of Express, on bare node:http (server/tiles/serve): described here, and served there as fast as it can be. */
export const bareRoutes: readonly RouteFacts[] = [
  {
    method: 'get',
    path: '/tiles/{layers}.json',
    summary: 'TileJSON 3.0.0',
    access: readable,
    params: { layers: 'One layer id or several joined by commas' },
    query: [properties, ...filters],
  },
  {
    method: 'get',
    path: '/tiles/{layers}/{z}/{x}/{y}.mvt',
    summary: 'Vector tile (WebMercatorQuad)',
    access: readable,
    params: { layers: 'Layer ids', ...tile },
    query: [properties, ...filters],
    answers: ok('Vector tile (WebMercatorQuad)', 'application/vnd.mapbox-vector-tile'),
  },
  {
    method: 'get',
    path: '/heat/{layer}/{z}/{x}/{y}.png',
    summary: 'Density picture',
    access: readable,
    params: { layer: 'Layer id', ...tile },
    query: [
      query('weight', 'count, cost or poor'),
      query('radiusMetres', '50 to 50000', { type: 'number' }),
      ...filters,
    ],
    answers: ok('Density picture', 'image/png'),
  },
]
