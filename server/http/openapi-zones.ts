import { zoneJsonSchemas } from '../zones/zone-request.ts'
import { get, path, refused } from './openapi-parts.ts'

const id = path('id', 'Id of a zone')
const ifMatch = (required: boolean) => ({
  name: 'If-Match',
  in: 'header',
  description:
    'ETag of the version that was seen, such as "3"; another version meanwhile is a 412, none given a 428',
  schema: { type: 'string' },
  required,
})
const body = (schema: object) => ({ required: true, content: { 'application/json': { schema } } })
const answer = (status: number, description: string, example?: object) => ({
  [status]: { description, ...(example ? { content: { 'application/json': { example } } } : {}) },
  ...refused,
})

/** Of every route that writes a zone. */
const IN_LINES =
  'Accept: application/x-ndjson tells in lines {share} how far the criteria that read it are, before {result}; a client that leaves before changes nothing'

const people = { value: 1234, low: 900, high: 2100, coveragePercent: 100, missingVillages: 0 }
const rate = { percent: 12.34, low: 8.1, high: 20.5, coveragePercent: 100 }
const share = { count: 3, costRupiah: 450_000_000 }
/** What POST /api/zones/statistics answers, and what a saved zone keeps as `statistics`. */
const statistics = {
  areaKm2: 12.3456,
  population: people,
  poorPopulation: { ...people, value: null, low: null, high: null, below: 5 },
  poverty: rate,
  services: [
    { service: 'SD', standardMetres: 3000, beyond: people, beyondRate: rate, newlyServed: 100, after: 1134 },
  ],
  villages: {
    touched: 2,
    whole: 1,
    items: [{ code: '62.01.02.2001', name: 'Kota Lama', sharePercent: 100 }],
    truncated: false,
  },
  proposals: {
    ...share,
    withoutCost: 0,
    atVillagePoint: 1,
    byStatusGroup: [{ group: 'process', ...share }],
    bySector: [{ sector: 'education', ...share }],
  },
  portfolio: { id: 'b1d0…', title: 'Forum PD 2026', proposals: 2, costRupiah: 300_000_000, newlyServed: 100 },
}
const zone = {
  id: 'pesisir-selatan-k3f9',
  name: 'Pesisir selatan',
  note: '',
  version: 1,
  geometry: { type: 'MultiPolygon', coordinates: [] },
  statistics,
  portfolioId: null,
  published: false,
  createdAt: '2026-01-31T03:00:00.000Z',
  updatedAt: '2026-01-31T03:00:00.000Z',
  by: 'admin',
}

/** The routes of zones. A geometry that is no usable zone is a 422 with `fault`, and where it helps `at` and
 * `repaired`; one with an edge half around the globe is a 400. */
export function zonePaths() {
  const schemas = zoneJsonSchemas()
  return {
    '/api/zones': {
      ...get(
        'Zones: the published ones; with the administrator, drafts too, with notes and what of a portfolio lies inside',
        [],
      ),
      post: {
        summary: `Save a zone with its figures; ${IN_LINES} (administrator)`,
        requestBody: body(schemas.zone),
        responses: answer(201, 'The zone; ETag is its version', zone),
      },
    },
    '/api/zones/{id}': {
      ...get('One zone; ETag is its version', [id]),
      put: {
        summary: `Save its next version with figures of now; without geometry the shape stays; ${IN_LINES} (administrator)`,
        parameters: [id, ifMatch(true)],
        requestBody: body(schemas.zone),
        responses: answer(200, 'The zone', zone),
      },
      delete: {
        summary: `Take it away; it can be restored; ${IN_LINES} (administrator)`,
        parameters: [id, ifMatch(false)],
        responses: { 204: { description: 'Gone' }, ...refused },
      },
    },
    '/api/zones/{id}/restore': {
      post: {
        summary: `Bring a deleted zone back; ${IN_LINES} (administrator)`,
        parameters: [id],
        responses: answer(200, 'The zone', zone),
      },
    },
    '/api/zones/{id}/versions': get('Every version with its figures, newest first (administrator)', [id]),
    '/api/zones/statistics': {
      post: {
        summary: `Figures of a drawn zone, with coverage and bounds; ${IN_LINES} (administrator)`,
        requestBody: body(schemas.statistics),
        responses: answer(200, 'Figures; `fixes` counts what was tidied in the outline', {
          ...statistics,
          fixes: { closed: 0, duplicates: 0, spikes: 0, lostRings: 0 },
        }),
      },
    },
    '/api/zones/snap': {
      post: {
        summary:
          'A zone along village borders within a tolerance, or whole villages as one zone (administrator)',
        requestBody: body(schemas.snap),
        responses: answer(200, 'The shape; of a snapped one also how many of its vertices are on borders', {
          geometry: zone.geometry,
          vertices: 120,
          onBorder: 90,
        }),
      },
    },
  }
}
