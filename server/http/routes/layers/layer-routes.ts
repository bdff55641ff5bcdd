import type { Knex } from 'knex'
import type { Actor } from '../../../../core/access/actor.ts'
import type { District } from '../../../../core/api/district.ts'
import type { Items } from '../../../../core/api/items.ts'
import type { MapLayer } from '../../../../core/api/map-layer.ts'
import type { Identified, Place } from '../../../../core/api/place.ts'
import type { FieldValues } from '../../../../core/api/style.ts'
import { badParameter, Problem } from '../../../../core/problem.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import { keepCatalogue } from '../../../catalogue/keep-catalogue.ts'
import type { StoreMemo } from '../../../changes/store-memo.ts'
import type { Database } from '../../../database/database.ts'
import { describeLayer } from '../../../layers/describe-layer.ts'
import { readDistrict } from '../../../layers/district.ts'
import { readFieldValues } from '../../../layers/field-values.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { hasYears, layerAtYear, yearsOf } from '../../../layers/layer-at-year.ts'
import { layersSeenBy } from '../../../layers/publication.ts'
import { proposalCondition } from '../../../proposals/filter.ts'
import { identify } from '../../../search/identify.ts'
import { search } from '../../../search/search.ts'
import { readMapStyle } from '../../../styles/read-style.ts'
import type { TileEngine } from '../../../tiles/engine/tile-engine-types.ts'
import { answerWithProgress } from '../../answer/answer-with-progress.ts'
import { pathOf } from '../../request/path-of.ts'
import { readLonLat, readNumber, readWhole } from '../../request/query.ts'
import { filters, query, text } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { describeArchive } from './archive-routes.ts'
import { readLayer } from './read-layer.ts'

const tooLarge = {
  id: 'Tidak dapat ditampilkan di peta: terlalu besar untuk memori server. Daftar dan unduhannya tetap lengkap.',
  en: "Cannot be shown on the map: too large for the server's memory. Its list and downloads are complete.",
}
/** What the memory budget makes of a layer: served from memory, by the database and then without heat, or not. */
function servingOf(engine: TileEngine, id: string) {
  if (engine.isExpected(id)) return {}
  if (!engine.has(id)) return { unavailable: tooLarge }
  return engine.layerInfo(id).streamed ? { streamed: true, heat: false } : {}
}

/** Of each layer that can be had of that year, what it was then. */
function layersOf(catalogue: readonly LayerDefinition[], year: number): LayerDefinition[] {
  return catalogue
    .filter((layer) => hasYears(layer) || yearsOf(layer).includes(year))
    .map(({ id }) => layerAtYear(catalogue, id, year))
}

const FURTHEST_METRES = 50_000
const PROPOSALS = 'proposals'
const readable = { to: 'everyone', moreTo: 'layer:read-unpublished' } as const

export interface LayerServices {
  database: Database
  engine: TileEngine
  /** Whoever opens the map asks for district and layers, and counting a million proposals takes a second. */
  memo: StoreMemo
}
const route = routesFor<LayerServices>()

/** The district, its layers, and what is found in them by words or at a place. */
export const layerRoutes = [
  route({
    method: 'get',
    path: '/api/district',
    summary: 'The district: name, extent, years, counts',
    access: readable,
    async handle({ services: { database, memo }, response, actor }) {
      const district = await memo.read(`district ${layersSeenBy(actor)}`, () =>
        readDistrict(database.read, actor),
      )
      if (!district)
        throw new Problem({
          title: 'No district yet',
          status: 404,
          detail: 'The store is empty; import a district package first',
        })
      response.set('Cache-Control', 'no-cache').json(district satisfies District)
    },
  }),
  route({
    method: 'get',
    path: '/api/layers',
    summary: 'Every layer with its fields, legend and finding',
    access: readable,
    query: [query('year', 'As of that year: filtered by it, or archived for it', { type: 'integer' })],
    async handle({ services: { database, engine, memo }, request, response, actor, query: { year } }) {
      const described = year
        ? await describeLayersOf(readWhole('year', year, [1, 9999]), database, actor)
        : await describeLayers(database, memo, actor)
      const items = described.map(({ layer, description }) => ({
        ...description,
        tiles: pathOf(request, description.tiles),
        ...(layer.archive ? {} : servingOf(engine, layer.id)),
        ...(layer.unpublished ? { published: false } : {}),
        ...(layer.archives ? { archives: layer.archives.map(describeArchive) } : {}),
        ...(layer.archive ? { archiveOf: layer.archive.of } : {}),
      }))
      response
        .set('Cache-Control', 'no-cache')
        .json({ items: items.filter(({ count }) => count > 0) } satisfies Items<MapLayer>)
    },
  }),
  route({
    method: 'get',
    path: '/api/layers/{layer}/values',
    summary:
      'What values a field has, for choosing classes and colours; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    access: { to: 'layer:read-values' },
    params: { layer: 'Layer id' },
    query: [query('field', 'Name of a field of the layer', text, true)],
    async handle({ services: { database }, request, response, actor, params, query: { field: asked } }) {
      const layer = await readLayer(database, params.layer, actor)
      const field = layer.fields.find(({ name }) => name === asked)
      if (!field)
        throw badParameter('field', asked ?? '(missing)', layer.fields.map(({ name }) => name).join(', '))
      await answerWithProgress<FieldValues>(request, response, (watch) =>
        readFieldValues(database.write, layer, field, watch),
      )
    },
  }),
  route({
    method: 'get',
    path: '/api/search',
    summary: 'Places, facilities and proposals by words',
    access: readable,
    query: [
      query('q', '2 to 200 characters', text, true),
      query('limit', '1 to 50', { type: 'integer' }),
      query('near', 'lon,lat in degrees: of what is found equally well, the nearer comes first'),
    ],
    async handle({ services: { database }, response, actor, query: { q, limit, near } }) {
      if (!q || q.trim().length < 2 || q.length > 200)
        throw badParameter('q', q ?? '(missing)', 'a text of 2 to 200 characters')
      const most = limit ? readWhole('limit', limit, [1, 50]) : 12
      const items = await search(database.read, {
        text: q,
        limit: most,
        near: near ? readLonLat('near', near) : undefined,
        actor,
      })
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<Place>)
    },
  }),
  route({
    method: 'get',
    path: '/api/identify',
    summary: 'Everything at a place',
    access: readable,
    query: [
      query('lon', 'Degrees', { type: 'number' }, true),
      query('lat', 'Degrees', { type: 'number' }, true),
      query('radiusMetres', 'For points and lines', { type: 'number' }),
      query('layers', 'Layer ids, comma list'),
      ...filters,
    ],
    async handle({ services: { database }, response, actor, query }) {
      const { lon, lat, radiusMetres, layers, ...filter } = query
      const catalogue = await readCatalogue(database.read, actor)
      const wanted = layers?.split(',')
      const unknown = wanted?.find((id) => !catalogue.some((layer) => layer.id === id))
      if (unknown !== undefined)
        throw badParameter('layers', unknown, `layer ids: ${catalogue.map(({ id }) => id).join(', ')}`)
      const items = await identify(database.read, {
        lon: readNumber('lon', lon ?? '', [-180, 180]),
        lat: readNumber('lat', lat ?? '', [-90, 90]),
        radiusMetres: radiusMetres ? readNumber('radiusMetres', radiusMetres, [0, FURTHEST_METRES]) : 0,
        layers: wanted ? catalogue.filter(({ id }) => wanted.includes(id)) : catalogue,
        proposals: proposalCondition(filter),
      })
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<Identified>)
    },
  }),
]

/** What the store tells of each layer that can be had now. Others than that of the proposals say the same after a proposal was edited. */
function describeLayers({ read }: Database, memo: StoreMemo, actor: Actor) {
  const seen = layersSeenBy(actor)
  return memo.read(`layers ${seen}`, async () => {
    const catalogue = await keepCatalogue(read, memo, actor)
    const described = []
    for (const layer of catalogue) {
      const besides = layer.id === PROPOSALS ? undefined : PROPOSALS
      described.push(await memo.read(`layer ${seen} ${layer.id}`, () => describe(read, layer), besides))
    }
    return described
  })
}

/** As it was in a year: filtered by it, or archived for it. */
async function describeLayersOf(year: number, { read }: Database, actor: Actor) {
  const described = []
  for (const layer of layersOf(await readCatalogue(read, actor), year))
    described.push(await describe(read, layer))
  return described
}

async function describe(read: Knex, layer: LayerDefinition) {
  const description = await describeLayer(read, layer)
  return { layer, description: { ...description, style: await readMapStyle(read, description) } }
}
