import { json, type Request, type Response, Router } from 'express'
import { notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { createZone, deleteZone, restoreZone, updateZone, type ZoneDraft } from '../zones/change-zone.ts'
import type { ZoneDesk } from '../zones/zone-desk.ts'
import { readSnapWish, readStatisticsWish, readZoneWish, type ZoneWish } from '../zones/zone-request.ts'
import { listZones, listZoneVersions, readZone, type Zone } from '../zones/zone-store.ts'
import { answerWithProgress, type Watch } from './answer-with-progress.ts'
import type { Authentication } from './authentication.ts'
import { readIfMatch } from './if-match.ts'
import { readQuery } from './query.ts'
import { requireJson } from './require-type.ts'

/** 20,000 vertices of 15 digits each, with room for a name and a note. */
const LARGEST_BODY = '2mb'
const ID = /^[a-z0-9-]{1,60}$/
const OFFICE = 'admin'

export function zoneRoutes(database: Database, authentication: Authentication, desk: ZoneDesk): Router {
  const router = Router()
  const office = [authentication.requireAdministrator]
  const body = [...office, requireJson, json({ limit: LARGEST_BODY, strict: false })]

  router.param('id', (_request, _response, next, id: string) => {
    if (!ID.test(id)) throw notFound('zone', id)
    next()
  })

  router.get('/api/zones', async (request, response) => {
    readQuery(request, [])
    const items = await listZones(
      database.read,
      (await authentication.accountOf(request, response)) !== undefined,
    )
    keepPrivate(response).json({ items })
  })

  router.get('/api/zones/:id', async (request, response) => {
    readQuery(request, [])
    const zone = await readZone(
      database.read,
      request.params.id,
      (await authentication.accountOf(request, response)) !== undefined,
    )
    if (!zone) throw notFound('zone', request.params.id)
    sendZone(keepPrivate(response), zone)
  })

  router.get('/api/zones/:id/versions', ...office, async (request, response) => {
    readQuery(request, [])
    const items = await listZoneVersions(database.read, idOf(request))
    if (items.length === 0) throw notFound('zone', idOf(request))
    keepPrivate(response).json({ items })
  })

  router.post('/api/zones/statistics', ...body, async (request, response) => {
    readQuery(request, [])
    const wish = readStatisticsWish(request.body)
    await answerWithProgress(request, response, async (watch) => {
      const { zone, statistics } = await desk.count(wish, watch)
      return { ...statistics, fixes: zone.fixes }
    })
  })

  router.post('/api/zones/snap', ...body, async (request, response) => {
    readQuery(request, [])
    const wish = readSnapWish(request.body)
    await answerWithProgress(request, response, (watch) => desk.snap(wish, watch))
  })

  router.post('/api/zones', ...body, async (request, response) => {
    readQuery(request, [])
    const wish = readZoneWish(request.body)
    const create = async (watch: Watch) =>
      createZone(database.write, await draftOf(wish, wish.geometry, watch.signal), watch)
    await answerWithProgress(request, response, create, {
      send: (zone) => sendZone(response.status(201).location(`/api/zones/${zone.id}`), zone),
    })
  })

  router.put('/api/zones/:id', ...body, async (request, response) => {
    readQuery(request, [])
    const id = idOf(request)
    const expected = readIfMatch(request, 'zone', 'required')
    const wish = readZoneWish(request.body)
    const update = async (watch: Watch) => {
      const before = await readZone(database.write, id, true)
      if (!before) throw notFound('zone', id)
      const draft = await draftOf(wish, wish.geometry ?? before.geometry, watch.signal)
      const zone = await updateZone(database.write, id, expected, draft, watch)
      if (!zone) throw notFound('zone', id)
      return zone
    }
    await answerWithProgress(request, response, update, { send: (zone) => sendZone(response, zone) })
  })

  router.delete('/api/zones/:id', ...office, async (request, response) => {
    readQuery(request, [])
    const expected = readIfMatch(request, 'zone', 'optional')
    const remove = async (watch: Watch) => {
      const gone = await deleteZone(database.write, idOf(request), expected, watch)
      if (!gone) throw notFound('zone', idOf(request))
    }
    await answerWithProgress(request, response, remove, {
      send: () => response.status(204).end(),
      told: () => null,
    })
  })

  router.post('/api/zones/:id/restore', ...office, async (request, response) => {
    readQuery(request, [])
    const restore = async (watch: Watch) => {
      const zone = await restoreZone(database.write, idOf(request), watch)
      if (!zone) throw notFound('zone', idOf(request))
      return zone
    }
    await answerWithProgress(request, response, restore, { send: (zone) => sendZone(response, zone) })
  })

  /** Of the reading that figures may wait for, whoever drew the zone has heard: its figures were asked for while it was drawn. */
  async function draftOf(wish: ZoneWish, geometry: unknown, signal: AbortSignal): Promise<ZoneDraft> {
    const { name, note, published, portfolioId = null } = wish
    const { zone, statistics } = await desk.count({ geometry, portfolioId }, { signal })
    return { name, note, published, portfolioId, geojson: zone.geojson, statistics, by: OFFICE }
  }

  return router
}

function idOf(request: Request): string {
  return String(request.params.id)
}

/** What the office sees of drafts must not stay in a shared cache. */
function keepPrivate(response: Response): Response {
  return response.set('Cache-Control', 'private, no-cache').vary('Cookie').vary('Authorization')
}

function sendZone(response: Response, zone: Zone): void {
  response.set('ETag', `"${zone.version}"`).json(zone)
}
