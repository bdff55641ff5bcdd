import { AREAS, areas, HERE, ofIds } from '../bounded-filters.ts'
import type { RouteSamples } from '../route-samples.ts'
import { box } from '../zone-client.ts'

const zone = { name: 'Zona uji', note: '', published: true, geometry: box(111.05, -2.15, 111.25, -2.05) }
const WRITTEN = '(SELECT by_account FROM zones UNION ALL SELECT by_account FROM zone_versions) z'
const of = (area: (typeof areas)[number]) => ({ name: area, geometry: AREAS[area] })

export const samples: RouteSamples = {
  writes: {
    'POST /api/zones': { path: '/api/zones', body: zone, rows: WRITTEN },
    'PUT /api/zones/{id}': {
      path: '/api/zones/{zones}',
      body: { ...zone, name: 'Zona uji dua' },
      headers: { 'If-Match': '*' },
      rows: WRITTEN,
    },
    'DELETE /api/zones/{id}': { path: '/api/zones/{zones}', rows: 'zones WHERE deleted_at IS NOT NULL' },
    'POST /api/zones/{id}/restore': {
      path: '/api/zones/{zones}/restore',
      rows: 'zones WHERE deleted_at IS NULL',
    },
  },
  async bounded(make) {
    const zones = await Promise.all(
      areas.map(async (area) => ({ about: [{ area }], id: await make('/api/zones', of(area)) })),
    )
    return {
      'POST /api/zones': areas.map((area) => ({ path: '/api/zones', body: of(area), about: [{ area }] })),
      'POST /api/zones/statistics': areas.map((area) => ({
        path: '/api/zones/statistics',
        body: { geometry: AREAS[area] },
        about: [{ area }],
      })),
      'POST /api/zones/snap': [{ path: '/api/zones/snap', body: { geometry: AREAS[HERE] }, about: [] }],
      // Moved from one place to another, a zone is about both; without If-Match nothing is written.
      'PUT /api/zones/{id}': zones.flatMap(({ id, about }) =>
        areas.map((area) => ({ path: `/api/zones/${id}`, body: of(area), about: [...about, { area }] })),
      ),
      'POST /api/zones/{id}/restore': ofIds(zones, (id) => `/api/zones/${id}/restore`),
      'GET /api/zones/{id}/versions': ofIds(zones, (id) => `/api/zones/${id}/versions`),
      'DELETE /api/zones/{id}': ofIds(zones, (id) => `/api/zones/${id}`),
    }
  },
}
