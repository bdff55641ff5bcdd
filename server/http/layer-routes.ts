import { Router } from 'express'
import { badParameter, Problem } from '../../core/problem.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { StoreMemo } from '../changes/store-memo.ts'
import type { Database } from '../database/database.ts'
import { describeLayer } from '../layers/describe-layer.ts'
import { readDistrict } from '../layers/district.ts'
import { readFieldValues } from '../layers/field-values.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { hasYears, layerAtYear, yearsOf } from '../layers/layer-at-year.ts'
import type { Viewer } from '../layers/publication.ts'
import { FILTER_NAMES, proposalCondition } from '../proposals/filter.ts'
import { identify } from '../search/identify.ts'
import { search } from '../search/search.ts'
import { readMapStyle } from '../styles/read-style.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'
import { answerWithProgress } from './answer-with-progress.ts'
import { describeArchive } from './archive-routes.ts'
import type { Authentication } from './authentication.ts'
import { layerOf } from './layer-of.ts'
import { pathOf } from './path-of.ts'
import { readNumber, readQuery, readWhole } from './query.ts'
import type { ViewerOf } from './viewer-of.ts'

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

export interface LayerDoors {
  database: Database
  authentication: Authentication
  engine: TileEngine
  viewerOf: ViewerOf
  /** Whoever opens the map asks for district and layers, and counting a million proposals takes a second. */
  memo: StoreMemo
}

export function layerRoutes({ database, authentication, engine, viewerOf, memo }: LayerDoors): Router {
  const router = Router()

  router.get('/api/district', async (request, response) => {
    readQuery(request, [])
    const viewer = await viewerOf(request, response)
    const district = await memo.read(`district ${viewer}`, () => readDistrict(database.read, viewer))
    if (!district)
      throw new Problem({
        title: 'No district yet',
        status: 404,
        detail: 'The store is empty; import a district package first',
      })
    response.set('Cache-Control', 'no-cache').json(district)
  })

  router.get('/api/layers', async (request, response) => {
    const { year } = readQuery(request, ['year'])
    const viewer = await viewerOf(request, response)
    const described = year
      ? await describeLayers(viewer, readWhole('year', year, [1, 9999]))
      : await memo.read(`layers ${viewer}`, () => describeLayers(viewer))
    const items = described.map(({ layer, description }) => ({
      ...description,
      tiles: pathOf(request, description.tiles),
      ...(layer.archive ? {} : servingOf(engine, layer.id)),
      ...(layer.unpublished ? { published: false } : {}),
      ...(layer.archives ? { archives: layer.archives.map(describeArchive) } : {}),
      ...(layer.archive ? { archiveOf: layer.archive.of } : {}),
    }))
    response.set('Cache-Control', 'no-cache').json({ items: items.filter(({ count }) => count > 0) })
  })

  router.get('/api/layers/:layer/values', authentication.requireAdministrator, async (request, response) => {
    const { field: asked } = readQuery(request, ['field'])
    const layer = await layerOf(database, request, 'office')
    const field = layer.fields.find(({ name }) => name === asked)
    if (!field)
      throw badParameter('field', asked ?? '(missing)', layer.fields.map(({ name }) => name).join(', '))
    await answerWithProgress(request, response, (watch) =>
      readFieldValues(database.write, layer, field, watch),
    )
  })

  router.get('/api/search', async (request, response) => {
    const { q, limit } = readQuery(request, ['q', 'limit'])
    if (!q || q.trim().length < 2 || q.length > 200)
      throw badParameter('q', q ?? '(missing)', 'a text of 2 to 200 characters')
    const viewer = await viewerOf(request, response)
    const items = await search(database.read, q, limit ? readWhole('limit', limit, [1, 50]) : 12, viewer)
    response.set('Cache-Control', 'no-cache').json({ items })
  })

  router.get('/api/identify', async (request, response) => {
    const { lon, lat, radiusMetres, layers, ...filter } = readQuery(request, [
      ...FILTER_NAMES,
      'lon',
      'lat',
      'radiusMetres',
      'layers',
    ])
    const catalogue = await readCatalogue(database.read, await viewerOf(request, response))
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
    response.set('Cache-Control', 'no-cache').json({ items })
  })

  /** What the store tells of each layer that can be had, of a year or of now. */
  async function describeLayers(viewer: Viewer, year?: number) {
    const catalogue = await readCatalogue(database.read, viewer)
    const described = []
    for (const layer of year === undefined ? catalogue : layersOf(catalogue, year)) {
      const description = await describeLayer(database.read, layer)
      const style = await readMapStyle(database.read, description)
      described.push({ layer, description: { ...description, style } })
    }
    return described
  }

  return router
}
