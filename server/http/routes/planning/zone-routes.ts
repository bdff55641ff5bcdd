import type { Response } from 'express'
import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import { may } from '../../../../core/access/may.ts'
import type { Items } from '../../../../core/api/items.ts'
import type { SnapAnswer, Zone, ZoneFiguresAnswer, ZoneVersion } from '../../../../core/api/zone.ts'
import { notFound } from '../../../../core/problem.ts'
import { withAuthor, withAuthors } from '../../../access/authors.ts'
import type { Database } from '../../../database/database.ts'
import {
  createZone,
  deleteZone,
  restoreZone,
  updateZone,
  type ZoneDraft,
} from '../../../zones/change-zone.ts'
import type { ZoneCalculator } from '../../../zones/zone-calculator.ts'
import {
  readSnapBody,
  readStatisticsBody,
  readZoneBody,
  type ZoneBody,
  zoneJsonSchemas,
} from '../../../zones/zone-request.ts'
import { listZones, listZoneVersions, readZone } from '../../../zones/zone-store.ts'
import { answerWithProgress, type Watch } from '../../answer/answer-with-progress.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { readIfMatch } from '../../request/if-match.ts'
import { answer, header } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { statisticsExample, zoneExample } from './zone-examples.ts'
import { findZone, subjectsOfDrawn, subjectsOfSaved } from './zone-subjects.ts'

export interface ZoneServices {
  database: Database
  calculator: ZoneCalculator
}

/** 20,000 vertices of 15 digits each, with room for a name and a note. */
const LIMIT = '2mb'
const ID = /^[a-z0-9-]{1,60}$/
const ifMatch = (required: boolean) =>
  header(
    'If-Match',
    'ETag of the version that was seen, such as "3"; another version meanwhile is a 412, none given a 428',
    required,
  )
/** Of every route that writes a zone. */
const IN_LINES =
  'Accept: application/x-ndjson tells in lines {share} how far the criteria that read it are, before {result}; a client that leaves before changes nothing'
const params = { id: 'Id of a zone' }
const zoneBody = jsonBody({ limit: LIMIT, schema: () => zoneJsonSchemas().zone, read: readZoneBody })
/** Drafts, notes and what of a portfolio lies inside are for those who plan. */
const readable = { to: 'everyone', moreTo: 'zone:read-draft' } as const
const planners = { to: 'zone:write' } as const
const SHOWS_LAYER = 'zones'
const route = routesFor<ZoneServices>()

/**
 * Zones. A geometry that is no usable zone is a 422 with `fault`, and where it helps `at` and `repaired`; one with an edge
 * half around the globe is a 400.
 */
export const zoneRoutes = [
  route({
    method: 'get',
    path: '/api/zones',
    summary:
      'Zones: the published ones; with the administrator, drafts too, with notes and what of a portfolio lies inside',
    access: readable,
    showsLayer: SHOWS_LAYER,
    async handle({ services, response, actor }) {
      const office = seesDrafts(actor)
      const zones = await listZones(services.database.read, office)
      const items = office ? await signAll(services, zones) : zones
      privately(response).json({ items } satisfies Items<Zone>)
    },
  }),
  route({
    method: 'post',
    path: '/api/zones',
    summary: `Save a zone with its figures; ${IN_LINES} (administrator)`,
    access: planners,
    showsLayer: SHOWS_LAYER,
    body: zoneBody,
    answers: answer(201, 'The zone; ETag is its version', zoneExample),
    subjects: ({ services, body }) => subjectsOfDrawn(services, body),
    async handle({ services, request, response, actor, body }) {
      const { write } = services.database
      const byAccount = accountOf(actor)
      const create = async (watch: Watch) => {
        const draft = await draftOf(services, body, body.geometry, { byAccount, signal: watch.signal })
        return sign(services, await createZone(write, draft, watch))
      }
      await answerWithProgress(request, response, create, {
        send: (zone) => sendZone(response.status(201).location(`/api/zones/${zone.id}`), zone),
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/zones/{id}',
    summary: 'One zone; ETag is its version',
    access: readable,
    showsLayer: SHOWS_LAYER,
    params,
    async handle({ services, response, actor, params }) {
      const id = idOf(params)
      const zone = await findZone(services, id, actor)
      if (!zone) throw notFound('zone', id)
      sendZone(privately(response), seesDrafts(actor) ? await sign(services, zone) : zone)
    },
  }),
  route({
    method: 'put',
    path: '/api/zones/{id}',
    summary: `Save its next version with figures of now; without geometry the shape stays; ${IN_LINES} (administrator)`,
    access: planners,
    showsLayer: SHOWS_LAYER,
    params,
    headers: [ifMatch(true)],
    body: zoneBody,
    answers: answer(200, 'The zone', zoneExample),
    subjects: async ({ services, params, body }) => [
      ...(await subjectsOfSaved(services, params.id)),
      ...(await subjectsOfDrawn(services, body)),
    ],
    async handle({ services, request, response, actor, params, body }) {
      const { write } = services.database
      const id = idOf(params)
      const expected = readIfMatch(request, 'zone', 'required')
      const byAccount = accountOf(actor)
      const update = async (watch: Watch) => {
        const before = await readZone(write, id, true)
        if (!before) throw notFound('zone', id)
        const { signal } = watch
        const draft = await draftOf(services, body, body.geometry ?? before.geometry, { byAccount, signal })
        return sign(services, found(id, await updateZone(write, id, expected, draft, watch)))
      }
      await answerWithProgress(request, response, update, { send: (zone) => sendZone(response, zone) })
    },
  }),
  route({
    method: 'delete',
    path: '/api/zones/{id}',
    summary: `Take it away; it can be restored; ${IN_LINES} (administrator)`,
    access: planners,
    showsLayer: SHOWS_LAYER,
    params,
    headers: [ifMatch(false)],
    answers: answer(204, 'Gone'),
    subjects: ({ services, params }) => subjectsOfSaved(services, params.id),
    async handle({ services, request, response, actor, params }) {
      const id = idOf(params)
      const writer = { expected: readIfMatch(request, 'zone', 'optional'), byAccount: accountOf(actor) }
      const remove = async (watch: Watch) =>
        found(id, (await deleteZone(services.database.write, id, writer, watch)) || undefined)
      await answerWithProgress(request, response, remove, {
        send: () => response.status(204).end(),
        lastLine: () => null,
      })
    },
  }),
  route({
    method: 'post',
    path: '/api/zones/{id}/restore',
    summary: `Bring a deleted zone back; ${IN_LINES} (administrator)`,
    access: planners,
    showsLayer: SHOWS_LAYER,
    params,
    answers: answer(200, 'The zone', zoneExample),
    subjects: ({ services, params }) => subjectsOfSaved(services, params.id),
    async handle({ services, request, response, actor, params }) {
      const id = idOf(params)
      const byAccount = accountOf(actor)
      const restore = async (watch: Watch) =>
        sign(services, found(id, await restoreZone(services.database.write, id, byAccount, watch)))
      await answerWithProgress(request, response, restore, { send: (zone) => sendZone(response, zone) })
    },
  }),
  route({
    method: 'get',
    path: '/api/zones/{id}/versions',
    summary: 'Every version with its figures, newest first (administrator)',
    access: { to: 'zone:read-draft' },
    showsLayer: SHOWS_LAYER,
    params,
    subjects: ({ services, params }) => subjectsOfSaved(services, params.id),
    async handle({ services, response, params }) {
      const id = idOf(params)
      const items = await listZoneVersions(services.database.read, id)
      if (items.length === 0) throw notFound('zone', id)
      const keyOf = ({ version }: ZoneVersion) => `${id} ${version}`
      const signed = await withAuthors(services.database.write, 'zone_versions', items, keyOf)
      const authored = signed.map((version) => ({ ...version, by: version.by ?? '' }))
      response.json({ items: authored } satisfies Items<ZoneVersion>)
    },
  }),
  route({
    method: 'post',
    path: '/api/zones/statistics',
    summary: `Figures of a drawn zone, with coverage and bounds; ${IN_LINES} (administrator)`,
    access: planners,
    showsLayer: SHOWS_LAYER,
    writes: false,
    body: jsonBody({ limit: LIMIT, schema: () => zoneJsonSchemas().statistics, read: readStatisticsBody }),
    answers: answer(200, 'Figures; `fixes` counts what was tidied in the outline', {
      ...statisticsExample,
      fixes: { closed: 0, duplicates: 0, spikes: 0, lostRings: 0 },
    }),
    subjects: ({ services, body }) => subjectsOfDrawn(services, body),
    async handle({ services, request, response, body }) {
      await answerWithProgress<ZoneFiguresAnswer>(request, response, async (watch) => {
        const { zone, statistics } = await services.calculator.count(body, watch)
        return { ...statistics, fixes: zone.fixes }
      })
    },
  }),
  route({
    method: 'post',
    path: '/api/zones/snap',
    summary: 'A zone along village borders within a tolerance, or whole villages as one zone (administrator)',
    access: planners,
    showsLayer: SHOWS_LAYER,
    writes: false,
    body: jsonBody({ limit: LIMIT, schema: () => zoneJsonSchemas().snap, read: readSnapBody }),
    answers: answer(200, 'The shape; of a snapped one also how many of its vertices are on borders', {
      geometry: zoneExample.geometry,
      vertices: 120,
      onBorder: 90,
    }),
    // Along borders that everyone may see: nothing that grants are bounded by.
    subjects: () => [],
    async handle({ services, request, response, body }) {
      await answerWithProgress<SnapAnswer>(request, response, (watch) =>
        services.calculator.snap(body, watch),
      )
    },
  }),
]

/** Of the reading that figures may wait for, whoever drew the zone has heard: its figures were asked for while it was drawn. */
async function draftOf(
  { calculator }: ZoneServices,
  { name, note, published, portfolioId = null }: ZoneBody,
  geometry: unknown,
  { byAccount, signal }: { byAccount: number | null; signal: AbortSignal },
): Promise<ZoneDraft> {
  const { zone, statistics } = await calculator.count({ geometry, portfolioId }, { signal })
  return { name, note, published, portfolioId, geojson: zone.geojson, statistics, byAccount }
}

/** Zones with the name of whose account saved each, for those who see drafts. */
async function signAll({ database }: ZoneServices, zones: readonly Zone[]): Promise<Zone[]> {
  const signed = await withAuthors(database.write, 'zones', zones, ({ id }) => id)
  return signed.map((zone) => ({ ...zone, by: zone.by ?? '' }))
}

async function sign({ database }: ZoneServices, zone: Zone): Promise<Zone> {
  const signed = await withAuthor(database.write, 'zones', zone, zone.id)
  return { ...signed, by: signed.by ?? '' }
}

const seesDrafts = (actor: Actor) => may(actor, 'zone:read-draft')

function idOf({ id }: { id: string }): string {
  if (!ID.test(id)) throw notFound('zone', id)
  return id
}

function found<T>(id: string, zone: T | undefined): T {
  if (zone === undefined) throw notFound('zone', id)
  return zone
}

/** Who may see drafts changes with a sign-in: what is kept is asked for anew, by everyone. */
function privately(response: Response): Response {
  return response.set('Cache-Control', 'private, no-cache')
}

function sendZone(response: Response, zone: Zone): void {
  response.set('ETag', `"${zone.version}"`).json(zone satisfies Zone)
}
