import { submissionJsonSchema } from '../proposals/submission.ts'
import { problemSchema } from '../publish/openapi-parts.ts'
import { contextPaths } from './openapi-context.ts'
import { criteriaPaths } from './openapi-criteria.ts'
import { downloadPaths } from './openapi-downloads.ts'
import { metadataPaths } from './openapi-metadata.ts'
import { bbox, filters, get, path, query, refused, text } from './openapi-parts.ts'
import { portfolioPaths } from './openapi-portfolios.ts'
import { publicationPaths } from './openapi-publication.ts'
import { rankingPaths } from './openapi-rankings.ts'
import { statisticsPaths } from './openapi-statistics.ts'
import { stylePaths } from './openapi-styles.ts'
import { zonePaths } from './openapi-zones.ts'

const properties = query('properties', 'Attributes that tiles carry, comma list; without it all')

/** OpenAPI 3.1 of every route that is there now. */
export function describeApi(publicUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'PetaUsul',
      version: '0.1.0',
      description: 'Proposals, poverty and service coverage of a district, as data and tiles',
    },
    servers: [{ url: publicUrl }],
    paths: {
      '/api/district': get('The district: name, extent, years, counts', []),
      '/api/withheld': get('Counts of poor people that are withheld for being small (administrator)', []),
      '/api/layers': get('Every layer with its fields, legend and finding', [
        query('year', 'As of that year: filtered by it, or archived for it', { type: 'integer' }),
      ]),
      ...metadataPaths(),
      ...contextPaths,
      ...publicationPaths,
      '/api/proposals': {
        ...get('Proposals, page by page', [
          ...filters,
          bbox,
          query('sort', 'newest, cost or title'),
          query('limit', '1 to 200', { type: 'integer' }),
          query('cursor', 'The "next" of the page before'),
        ]),
        post: {
          summary: 'Submit a proposal (public; limited by address; Idempotency-Key makes a repeat harmless)',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: submissionJsonSchema() } },
          },
          responses: { 201: { description: 'Stored: its code' }, ...refused },
        },
      },
      '/api/proposals/{code}': get('One proposal with place, village figures and decisions', [
        path('code', 'Code of a proposal'),
      ]),
      '/api/proposals/{code}/decisions': get('Its decisions', [path('code', 'Code of a proposal')]),
      '/api/proposals/{code}/events': get('Its history', [path('code', 'Code of a proposal')]),
      ...portfolioPaths(),
      ...criteriaPaths(),
      ...rankingPaths(),
      ...statisticsPaths,
      ...stylePaths(),
      ...zonePaths(),
      '/api/indicators': get('Counts and rupiah by status, stage, sector, year and source', filters),
      '/api/search': get('Places, facilities and proposals by words', [
        query('q', '2 to 200 characters', text, true),
        query('limit', '1 to 50', { type: 'integer' }),
      ]),
      '/api/identify': get('Everything at a place', [
        query('lon', 'Degrees', { type: 'number' }, true),
        query('lat', 'Degrees', { type: 'number' }, true),
        query('radiusMetres', 'For points and lines', { type: 'number' }),
        query('layers', 'Layer ids, comma list'),
        ...filters,
      ]),
      '/katalog.jsonld': get('The catalogue as DCAT', [], 'application/ld+json'),
      '/api/changes': get('Server-sent events: {layer, version, tiles, deepest}', [], 'text/event-stream'),
      '/api/session': {
        ...get('Who is signed in', []),
        post: {
          summary: 'Sign in',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', properties: { password: text }, required: ['password'] },
              },
            },
          },
          responses: { 201: { description: 'Signed in' }, ...refused },
        },
        delete: { summary: 'Sign out', responses: { 204: { description: 'Signed out' } } },
      },
      '/api/imports': {
        ...get('Imports, newest first (administrator)', []),
        post: {
          summary: 'Import a district package (administrator)',
          requestBody: { required: true, content: { 'application/zip': {} } },
          responses: { 202: { description: 'Started: its id' }, ...refused },
        },
      },
      '/api/imports/{id}': {
        ...get('Progress and report of an import (administrator)', [path('id', 'Id of an import')]),
        delete: {
          summary:
            'Cancel a running import at its next step; files that it has finished stay (administrator)',
          parameters: [path('id', 'Id of an import')],
          responses: { 202: { description: 'It is ending' }, ...refused },
        },
      },
      '/api/imports/{id}/rejects': get('Rows that were refused or kept with a remark (administrator)', [
        path('id', 'Id of an import'),
        query('cursor', 'The "next" of the page before'),
        query('limit', '1 to 1000', { type: 'integer' }),
      ]),
      '/tiles/{layers}.json': get('TileJSON 3.0.0', [
        path('layers', 'One layer id or several joined by commas'),
        properties,
        ...filters,
      ]),
      '/tiles/{layers}/{z}/{x}/{y}.mvt': get(
        'Vector tile (WebMercatorQuad)',
        [
          path('layers', 'Layer ids'),
          path('z', 'Zoom'),
          path('x', 'Column'),
          path('y', 'Row'),
          properties,
          ...filters,
        ],
        'application/vnd.mapbox-vector-tile',
      ),
      '/heat/{layer}/{z}/{x}/{y}.png': get(
        'Density picture',
        [
          path('layer', 'Layer id'),
          path('z', 'Zoom'),
          path('x', 'Column'),
          path('y', 'Row'),
          query('weight', 'count, cost or poor'),
          query('radiusMetres', '50 to 50000', { type: 'number' }),
          ...filters,
        ],
        'image/png',
      ),
      ...downloadPaths(),
    },
    components: {
      schemas: { Problem: problemSchema },
    },
  }
}
