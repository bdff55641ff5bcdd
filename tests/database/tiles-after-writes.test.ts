import fc from 'fast-check'
import type { Knex } from 'knex'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lonLatToTile, type TileAddress, tileKey } from '../../core/geo/tile.ts'
import { readCatalogue } from '../../server/catalogue/catalogue.ts'
import { announce, followChanges } from '../../server/changes/change-feed.ts'
import { LayerLoader } from '../../server/loading/layer-loader.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import type { TileEngine } from '../../server/tiles/engine/tile-engine-types.ts'
import { tileSourceOf } from '../../server/tiles/stream/source-of-layer.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { takeOutProposals } from '../support/take-out-proposals.ts'
import { tileText } from '../unit/tiles/decode-tile.ts'
import { everything } from '../unit/tiles/inline-engine.ts'

type LonLat = [lon: number, lat: number]

/** Around the district of the tests: near enough that edits meet in one tile, wide enough that most do not. */
const [west, south, span] = [111, -2.1, 0.25]
const place = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([x, y]): LonLat => [west + (x * span) / 40, south + (y * span) / 40])

/** A proposal's place as WKT: a point, a line of three kilometres, or an area with a hole. */
type Shape = string
const pair = ([lon, lat]: LonLat) => `${lon} ${lat}`
const ringAround = ([lon, lat]: LonLat, half: number) =>
  `(${[
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ]
    .map(([x, y]) => pair([lon + x! * half, lat + y! * half]))
    .join(', ')})`
const pointAt = (at: LonLat): Shape => `POINT(${pair(at)})`
const lineAt = ([lon, lat]: LonLat): Shape =>
  `LINESTRING(${[pair([lon, lat]), pair([lon + 0.013, lat + 0.004]), pair([lon + 0.024, lat - 0.011])].join(', ')})`
const areaAt = (at: LonLat): Shape => `POLYGON(${ringAround(at, 0.017)}, ${ringAround(at, 0.006)})`
const shape = fc.oneof(
  { weight: 2, arbitrary: place.map(pointAt) },
  { weight: 1, arbitrary: place.map(lineAt) },
  { weight: 1, arbitrary: place.map(areaAt) },
)

const status = fc.constantFrom('submitted', 'accepted', 'draft', 'realised')
const write = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), shape, status }),
  fc.record({ kind: fc.constant('move' as const), nth: fc.nat(1000), shape }),
  fc.record({ kind: fc.constant('decide' as const), nth: fc.nat(1000), status }),
  fc.record({ kind: fc.constant('unplace' as const), nth: fc.nat(1000) }),
  fc.record({ kind: fc.constant('delete' as const), nth: fc.nat(1000) }),
)
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

interface Change {
  writes: Write[]
  commits: boolean
}
const change: fc.Arbitrary<Change> = fc.record({
  writes: fc.array(write, { minLength: 1, maxLength: 4 }),
  commits: fc.boolean(),
})

class TakenBack extends Error {}

let store: TestStore
let engine: TileEngine
let heard: ((marker: number) => void) | undefined
let packageId: string
let marker = 0
let inserted = 0

const limits = { workers: 0, cacheBytes: 1e7, memoryBytesPerLayer: 1e8, queueLimit: 10, maxPointsPerTile: 30 }

beforeAll(async () => {
  store = await openStore('district')
  engine = createTileEngine(limits)
  const loader = new LayerLoader({
    database: store.database,
    engine,
    publish: () => {},
    onTooLarge: (message) => expect.unreachable(message),
  })
  await loader.loadAll()
  const onChange = async (reported: { layer: string; ids: number[] | null }) => {
    // Changes that wait for each other come as one: marks among rows.
    const marks = reported.ids?.filter((id) => id < 0) ?? []
    const ids = reported.ids?.filter((id) => id >= 0) ?? null
    if (ids === null || ids.length > 0) await loader.apply({ layer: reported.layer, ids })
    for (const mark of marks) heard?.(-mark)
  }
  const fail = (error: unknown) => {
    throw error
  }
  await followChanges(store.database, onChange, async () => {}, fail)
  const known = await store.database.write('packages').first<{ id: string }>('id')
  packageId = known.id
})
afterAll(async () => {
  await engine.close()
  await store.close()
})

const geometryOf = (knex: Knex, wkt: Shape) => knex.raw('ST_GeomFromText(?, 4326)', [wkt])

async function insert(transaction: Knex, wkt: Shape, state: string): Promise<number> {
  const geom = geometryOf(transaction, wkt)
  const [row] = await transaction('proposals')
    .insert({
      code: `W${++inserted}-${process.pid}`,
      package_id: packageId,
      year: 2025,
      source: 'resident',
      title: `Usulan ${inserted}`,
      sector: 'support',
      stage: 'village',
      status: state,
      location_quality: 'point',
      public_quality: 'point',
      geom,
      public_geom: geom,
      stale: false,
    })
    .returning<{ id: number }[]>('id')
  return row!.id
}

/** Does a write, and returns the id of the row; undefined where there is none to be written. */
async function apply(transaction: Knex, one: Write): Promise<number | undefined> {
  if (one.kind === 'insert') return insert(transaction, one.shape, one.status)
  const ids = await transaction('proposals').orderBy('id').pluck<number[]>('id')
  const id = ids[one.nth % ids.length]
  if (id === undefined) return undefined
  const row = transaction('proposals').where({ id })
  if (one.kind === 'delete') await transaction.raw(takeOutProposals(`id = ${id}`))
  else if (one.kind === 'decide') await row.update({ status: one.status })
  else if (one.kind === 'unplace') await row.update({ public_geom: null })
  else await row.update({ public_geom: geometryOf(transaction, one.shape) })
  return id
}

/** All writes of a change in one transaction, announced in it, and taken back where the change says so. */
async function run({ writes, commits }: Change): Promise<void> {
  const transaction = store.database.write.transaction(async (inside) => {
    const ids: number[] = []
    for (const one of writes) {
      const id = await apply(inside, one)
      if (id !== undefined) ids.push(id)
    }
    await announce(inside, { layer: 'proposals', ids })
    if (!commits) throw new TakenBack('taken back')
  })
  await transaction.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error
  })
}

/** Waits until everything announced of the layer before has come through: its changes come in order, a mark among them. */
async function untilHeard(): Promise<void> {
  const mine = ++marker
  const arrived = new Promise<void>((resolve) => {
    heard = (number) => number === mine && resolve()
  })
  await store.database.write.transaction((inside) => announce(inside, { layer: 'proposals', ids: [-mine] }))
  await arrived
}

/** Every tile over the place down to zoom 12, and deep ones at its middle. */
const watched: TileAddress[] = [0, 5, 8, 9, 10, 11, 12].flatMap((z) => {
  const [first, last] = [lonLatToTile(west, south + span, z), lonLatToTile(west + span, south, z)]
  const tiles: TileAddress[] = []
  for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) tiles.push({ z, x, y })
  return tiles
})
for (const z of [14, 16, 18]) watched.push(lonLatToTile(west + span / 2, south + span / 2, z))

async function readTiles(from: TileEngine): Promise<Map<string, { text: string; etag: string }>> {
  const tiles = new Map<string, { text: string; etag: string }>()
  for (const tile of watched) {
    const { bytes, etag } = await from.tile({ layers: ['proposals'], ...tile, filter: everything })
    tiles.set(tileKey(tile), { text: tileText(bytes), etag })
  }
  return tiles
}

async function freshTiles(): Promise<Map<string, { text: string }>> {
  const fresh = createTileEngine(limits)
  const layer = (await readCatalogue(store.database.read)).find(({ id }) => id === 'proposals')!
  await fresh.load(tileSourceOf(store.database.read, layer))
  const tiles = await readTiles(fresh)
  await fresh.close()
  return tiles
}

test('after any writes, some of them rolled back, every served tile equals a freshly built one', async () => {
  const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
    const before = await readTiles(engine)
    for (const one of changes) await run(one)
    await untilHeard()
    const after = await readTiles(engine)
    const fresh = await freshTiles()
    for (const [key, { text, etag }] of after) {
      expect(text, key).toBe(fresh.get(key)?.text)
      // A viewer that holds the old version under the same ETag would never ask again.
      if (etag === before.get(key)?.etag) expect(text, key).toBe(before.get(key)?.text)
    }
    if (changes.every(({ commits }) => !commits)) {
      for (const [key, { text }] of after) expect(text, key).toBe(before.get(key)?.text)
    }
  })
  await fc.assert(property, { numRuns: 10 })
})

test.each([
  ['point', pointAt],
  ['line', lineAt],
  ['area', areaAt],
])('the writes of these tests do change what is watched: a %s', async (_, shapeAt) => {
  const before = await readTiles(engine)
  const middle = shapeAt([west + 0.1, south + 0.1])
  await run({ writes: [{ kind: 'insert', shape: middle, status: 'accepted' }], commits: true })
  await untilHeard()
  const after = await readTiles(engine)
  const differing = [...after].filter(([key, { text }]) => text !== before.get(key)?.text)
  expect(differing.length).toBeGreaterThanOrEqual(7)
})
