import { expect } from 'vitest'
import { openStore } from '../support/open-store.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { type Inventory, routesToAsk } from './routes-to-ask.ts'
import { DOUBTFUL, DRAFT, HOUSEHOLD, type Place, plantSecrets, SECRET_PLACES } from './secret-rows.ts'
import { signIn } from './sign-in.ts'

export const ROLES = [
  'nobody',
  'a made-up session',
  'a session that has ended',
  'the office',
  'the office by HTTP Basic',
] as const
export type Role = (typeof ROLES)[number]
export const isOffice = (role: Role) => role.startsWith('the office')

/** Texts by which that is known again which not everybody may see, by what holds them. */
export const MARKS = {
  layer: ['JUDUL-UJI', 'ISI-KINI', 'ABSTRAK-UJI', 'GAYA-UJI'],
  snapshot: ['ISI-LALU'],
  proposals: ['USULAN-UJI'],
  facilities: ['SEKOLAH-UJI'],
  zones: ['ZONA-UJI'],
  zoneDrafts: ['ZONA-DRAF'],
}

/** Of a zone that was deleted: told to nobody, as the secrets of rows. */
export const DELETED = 'ZONA-DIHAPUS'

export interface LayerState {
  name: string
  takenBack: readonly string[]
  /** Layers whose own routes are asked. */
  layers: readonly string[]
  /** Marks that only the office may see. */
  hidden: readonly string[]
}

const SNAPSHOT = 'uji_2023_v1'
const PROPOSALS_THEN = 'proposals_2025_v1'
const state = (name: string, takenBack: string[], layers: string[], hidden: string[]): LayerState => ({
  name,
  takenBack,
  layers,
  hidden: [...hidden, ...MARKS.zoneDrafts],
})
export const PUBLISHED = state(
  'every layer published',
  [],
  ['proposals', PROPOSALS_THEN, 'uji', SNAPSHOT, 'facilities', 'zones'],
  [],
)
export const STATES: readonly LayerState[] = [
  PUBLISHED,
  state(
    'a layer taken back, its snapshot with it',
    ['uji'],
    ['uji', SNAPSHOT],
    [...MARKS.layer, ...MARKS.snapshot],
  ),
  state('a snapshot taken back alone', [SNAPSHOT], ['uji', SNAPSHOT], MARKS.snapshot),
  state('the proposals taken back', ['proposals'], ['proposals', PROPOSALS_THEN], MARKS.proposals),
  state('the facilities taken back', ['facilities'], ['facilities'], MARKS.facilities),
  state('the zones taken back', ['zones'], ['zones'], MARKS.zones),
]

/** A public proposal, and its place, which every route may tell. */
export const PUBLIC = '202500001'
export const PUBLIC_PLACE: Place = { lon: 111.25211, lat: -2.15234 }

export interface VisibilityWorld {
  server: TestServer
  /** "GET /data/{file}" of all that the server answers. */
  routes: readonly string[]
  inventory: Inventory
  credentials: Readonly<Record<Role, Record<string, string>>>
  /** Takes back these layers, and publishes all others. */
  enter(state: LayerState): Promise<void>
}

/** The fixture district with secrets and marks, a layer with a style, metadata and an archived year, and zones of every kind. */
export async function startVisibilityWorld(): Promise<VisibilityWorld> {
  const store = await openStore()
  await plantSecrets(store.database)
  await plantMarks((sql) => store.database.write.raw(sql))
  const server = await startTestServer({ database: { ...store.database, close: () => store.close() } })
  const office = officeOf(server)
  await office(
    'PUT',
    '/api/layers/uji/metadata',
    { abstract: { id: 'ABSTRAK-UJI', en: 'ABSTRAK-UJI' } },
    { 'If-Match': '*' },
  )
  const symbolizers = [{ kind: 'Mark', wellKnownName: 'circle', radius: 4, color: '#ff0000' }]
  const style = {
    title: { id: 'GAYA-UJI', en: 'GAYA-UJI' },
    document: { name: 'uji', rules: [{ name: 'semua', symbolizers }] },
  }
  await office('PUT', '/api/styles/uji/uji', style, { 'If-None-Match': '*' })
  await office('POST', '/api/layers/uji/archives', { year: 2023 })
  await office('POST', '/api/layers/proposals/archives', { year: 2025 })
  await server.database.write.raw(
    `UPDATE features SET properties = '{"nama":"ISI-KINI"}' WHERE layer_id = 'uji'`,
  )
  await server.database.write.raw(`SELECT pg_notify('petausul_changes', '{"layer":"uji","ids":null}')`)
  const tile = async () => (await server.get('/tiles/uji/0/0/0.mvt')).text()
  while (!(await tile()).includes('ISI-KINI')) await new Promise((resolve) => setTimeout(resolve, 100))
  let takenBack: readonly string[] = []
  const turn = (layer: string, state: string) => office('PUT', `/api/layers/${layer}/publication`, { state })
  return {
    server,
    routes: routesToAsk,
    inventory: await takeInventory(server),
    credentials: await credentialsFor(server),
    async enter(next) {
      for (const layer of takenBack) await turn(layer, 'published')
      for (const layer of next.takenBack) await turn(layer, 'unpublished')
      takenBack = next.takenBack
    },
  }
}

async function plantMarks(run: (sql: string) => PromiseLike<unknown>): Promise<void> {
  await run(
    `INSERT INTO layers (id, dataset_id, title, geometry_type, fields) SELECT 'uji', dataset_id, 'JUDUL-UJI', 'point', '["nama"]' FROM layers WHERE id = 'roads'`,
  )
  await run(
    `INSERT INTO features (layer_id, properties, geom) VALUES ('uji', '{"nama":"ISI-LALU"}', ST_SetSRID(ST_MakePoint(111.12, -2.08), 4326))`,
  )
  await run(`UPDATE facilities SET name = 'SEKOLAH-UJI ' || id`)
  await run(
    `UPDATE proposals SET title = 'USULAN-UJI ' || code, service = 'SD', nearest_m = 700, facility_id = (SELECT min(id) FROM facilities) WHERE code = '${PUBLIC}'`,
  )
  for (const [id, name, rest] of [
    ['tampak', 'ZONA-UJI', 'true, NULL'],
    ['draf', 'ZONA-DRAF', 'false, NULL'],
    ['dihapus', DELETED, 'true, now()'],
  ])
    await run(
      `INSERT INTO zones (id, name, note, published, deleted_at, geom) VALUES ('${id}', '${name}', '${name}', ${rest}, ST_Multi(ST_MakeEnvelope(111.1, -2.1, 111.2, -2, 4326)))`,
    )
}

async function takeInventory(server: TestServer): Promise<Inventory> {
  const codes = [DRAFT, HOUSEHOLD, DOUBTFUL, PUBLIC]
  const items = await server.database.read('proposals').whereIn('code', codes).pluck<number[]>('id')
  const rows = await server.database.read('features').where({ layer_id: 'uji' }).pluck<number[]>('id')
  const records = await Promise.all(
    ['uji', SNAPSHOT, 'proposals', 'zones', 'facilities'].map(async (layer) => {
      const answer = await server.get(`/api/layers/${layer}/metadata`)
      return answer.ok ? [((await answer.json()) as { id: string }).id] : []
    }),
  )
  return {
    layers: PUBLISHED.layers,
    codes,
    items: [...new Set([1, 2, ...items, ...rows])],
    ids: ['tampak', 'draf', 'dihapus'],
    records: records.flat(),
    places: Object.values(SECRET_PLACES),
    inEveryWay: true,
  }
}

async function credentialsFor(server: TestServer): Promise<Record<Role, Record<string, string>>> {
  const ended = await signIn(server)
  expect((await server.get('/api/session', { method: 'DELETE', headers: ended })).status).toBe(204)
  return {
    nobody: {},
    'a made-up session': { Cookie: ended.Cookie.replace(/=.*/, `=${'A'.repeat(43)}`) },
    'a session that has ended': ended,
    'the office': await signIn(server),
    'the office by HTTP Basic': OFFICE,
  }
}

function officeOf(server: TestServer) {
  return async (method: string, path: string, body: unknown, more: Record<string, string> = {}) => {
    const headers = { ...OFFICE, 'Content-Type': 'application/json', ...more }
    await readJson(await server.get(path, { method, headers, body: JSON.stringify(body) }))
  }
}
