import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lonLatToTile } from '../../core/geo/tile.ts'
import type { Database } from '../../server/database/database.ts'
import { forgetOldChanges } from '../../server/layers/layer-content.ts'
import { LayerLoader } from '../../server/loading/layer-loader.ts'
import { createTileEngine } from '../../server/tiles/engine/tile-engine.ts'
import { readArrays, writeArrays } from '../../server/tiles/served/segment-file.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { takeOutProposals } from '../support/take-out-proposals.ts'
import { tileText } from '../unit/tiles/decode-tile.ts'
import { everything } from '../unit/tiles/inline-engine.ts'

let store: TestStore
let folder: string
beforeAll(async () => {
  store = await openStore('district')
})
afterAll(() => store.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'petausul-kept-'))
  return () => rmSync(folder, { recursive: true })
})

const tiles = [0, 6, 8, 9, 10, 11, 13, 15].flatMap((z) => {
  const tile = lonLatToTile(111.15, -2.1, z)
  return z === 0 ? [tile] : [tile, { ...tile, x: tile.x + 1 }]
})

interface Start {
  /** Tiles by layer and place: bytes in hexadecimal, and what stands in them. */
  bytes: Map<string, string>
  text: Map<string, string>
  etags: Map<string, string>
  /** Reads of rows, by what they bind last but one: all keys, or those asked for. */
  reads: string[]
}

/** Loads every layer as a start does, looks at the tiles, and ends. */
async function start(kept = true, mostBytes = 1e9): Promise<Start> {
  const reads: string[] = []
  const database: Database = {
    ...store.database,
    read: new Proxy(store.database.read, {
      get: (knex, name) => {
        if (name !== 'raw') return Reflect.get(knex, name)
        return (sql: string, bindings?: never) => {
          if (/ST_AsBinary\(ST_Transform/.test(sql))
            reads.push(`${sql.includes('.id = ANY (?::int[])') ? 'some' : 'all'} ${sql}`)
          return bindings === undefined ? knex.raw(sql) : knex.raw(sql, bindings)
        }
      },
    }),
  }
  const onError = (error: unknown) => {
    throw error
  }
  const engine = createTileEngine({
    workers: 0,
    cacheBytes: 1e7,
    memoryBytesPerLayer: 1e8,
    queueLimit: 10,
    ...(kept ? { cache: { folder, mostBytes, onError } } : {}),
  })
  const loader = new LayerLoader({ database, engine, publish: () => {}, onTooLarge: onError })
  await loader.loadAll()
  const seen: Start = { bytes: new Map(), text: new Map(), etags: new Map(), reads: [...reads] }
  for (const layer of Object.keys(engine.metrics().layers)) {
    for (const tile of tiles) {
      const answer = await engine.tile({ layers: [layer], ...tile, filter: everything })
      const key = `${layer} ${tile.z}/${tile.x}/${tile.y}`
      seen.bytes.set(key, Buffer.from(answer.bytes).toString('hex'))
      seen.text.set(key, tileText(answer.bytes))
      seen.etags.set(key, answer.etag)
    }
  }
  await engine.close()
  return seen
}

const files = (ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
const write = (sql: string) => store.database.write.raw(sql)

describe('layers kept on disk', () => {
  test('give the same tiles under the same ETags, byte for byte, and no row is read', async () => {
    const first = await start()
    expect(first.reads.length).toBeGreaterThan(5)
    const second = await start()
    expect(second.reads).toEqual([])
    expect(second.bytes).toEqual(first.bytes)
    expect(second.etags).toEqual(first.etags)
    const fresh = await start(false)
    expect(second.bytes).toEqual(fresh.bytes)
    expect([...fresh.bytes.values()].filter((bytes) => bytes !== '').length).toBeGreaterThan(30)
  })

  test('share the outlines of the same villages in one file', async () => {
    await start()
    expect(files('.rows').length).toBeGreaterThan(8)
    // Villages, districts.
    expect(files('.shapes').length).toBe(2)
  })

  test('that are damaged or cut short are made anew', async () => {
    const first = await start()
    for (const path of [...files('.rows'), ...files('.shapes')]) {
      const bytes = readFileSync(path)
      bytes[bytes.length >> 1]! ^= 1
      writeFileSync(path, bytes)
    }
    const damaged = await start()
    expect(damaged.reads.length).toBe(first.reads.length)
    expect(damaged.bytes).toEqual(first.bytes)
    for (const path of [...files('.rows'), ...files('.shapes')]) truncateSync(path, statSync(path).size - 40)
    const cut = await start()
    expect(cut.reads.length).toBe(first.reads.length)
    expect(cut.bytes).toEqual(first.bytes)
    for (const path of files('.rows')) writeFileSync(path, '')
    writeFileSync(join(folder, 'left.new'), 'half')
    expect((await start()).bytes).toEqual(first.bytes)
    expect(files('.new')).toEqual([])
    expect((await start()).reads).toEqual([])
  })

  test('of another version of the program, or of another layer, are not taken', async () => {
    const first = await start()
    for (const path of files('.rows')) {
      const entry = (await readArrays(path)) as { made: string; segment: { rowCount: number } }
      entry.made = entry.made.replace(/[0-9a-f]{64}/, '0'.repeat(64))
      entry.segment.rowCount = 0
      await writeArrays(path, entry)
    }
    const other = await start()
    expect(other.reads.length).toBe(first.reads.length)
    expect(other.bytes).toEqual(first.bytes)
    const [one, two] = files('.rows')
    writeFileSync(one!, readFileSync(two!))
    expect((await start()).bytes).toEqual(first.bytes)
  })

  test('take no more room than they may', async () => {
    await start()
    const sum = () =>
      readdirSync(folder).reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0)
    const most = Math.floor(sum() / 2)
    rmSync(folder, { recursive: true })
    await start(true, most)
    expect(sum()).toBeLessThanOrEqual(most)
    expect(sum()).toBeGreaterThan(0)
  })
})

describe('what changed while no server ran', () => {
  /** Starts, changes the store by SQL alone, starts again, and compares with a start that keeps nothing. */
  async function startsAround(...changes: string[]): Promise<{ before: Start; now: Start }> {
    const before = await start()
    for (const sql of changes) await write(sql)
    const now = await start()
    const fresh = await start(false)
    expect(now.text).toEqual(fresh.text)
    return { before, now }
  }
  const all = ({ text }: Start) => [...text.values()].join()

  test('shows: proposals that were changed, withdrawn, moved, deleted; only they are read', async () => {
    const { before, now } = await startsAround(
      `UPDATE proposals SET title = 'Judul yang baru' WHERE id = (SELECT min(id) FROM proposals WHERE status <> 'draft')`,
      `UPDATE proposals SET status = 'draft' WHERE id IN (SELECT id FROM proposals WHERE status <> 'draft' ORDER BY id OFFSET 3 LIMIT 2)`,
      `UPDATE proposals SET public_geom = ST_SetSRID(ST_MakePoint(111.16, -2.11), 4326) WHERE id = (SELECT max(id) FROM proposals)`,
      takeOutProposals('id = (SELECT id FROM proposals ORDER BY id OFFSET 8 LIMIT 1)'),
    )
    expect(all(before)).not.toContain('Judul yang baru')
    expect(all(now)).toContain('Judul yang baru')
    expect(now.reads.length).toBeGreaterThan(0)
    for (const read of now.reads) expect(read).toMatch(/^some .*proposals p/s)
    // Again from the same file.
    expect((await start()).text).toEqual(now.text)
  })

  test('shows: a name of an area, in every layer of it', async () => {
    const { now } = await startsAround(
      `UPDATE areas SET name = 'Desa yang lain' WHERE id = (SELECT min(id) FROM areas WHERE level = 'village')`,
    )
    for (const layer of ['areas-village', 'poverty', 'idm'])
      expect([...now.text].filter(([key]) => key.startsWith(layer)).join()).toContain('Desa yang lain')
    expect(now.reads.every((read) => !/FROM facilities/.test(read))).toBe(true)
  })

  test('shows: other weights of criteria', async () => {
    const { before, now } = await startsAround(
      `INSERT INTO score_models (id, version, definition) SELECT 'default', 7, jsonb_build_object('title', '{}'::jsonb, 'notice', '{}'::jsonb, 'method', 'weighted-sum', 'weights', '{"poverty": 1}'::jsonb)`,
    )
    expect(now.text).not.toEqual(before.text)
    await write(`DELETE FROM score_models WHERE version = 7`)
  })

  test('shows: a table that was emptied', async () => {
    const { now } = await startsAround('TRUNCATE analysis_cells', 'TRUNCATE zones CASCADE')
    expect(now.reads.length).toBeGreaterThan(0)
  })

  test('shows: a store that was put back to an earlier state', async () => {
    const noted = await store.database.write('content_changes').select('*')
    await write(`UPDATE facilities SET name = 'Sekolah sesudah cadangan'`)
    await start()
    // As a backup would have it: rows and what is noted of them are those of then.
    await write(`UPDATE facilities SET name = 'Sekolah sebelum cadangan'`)
    await store.database.write('content_changes').delete()
    await store.database.write('content_changes').insert(noted)
    const { text } = await start()
    expect([...text.values()].join()).toContain('Sekolah sebelum cadangan')
    expect([...text.values()].join()).not.toContain('Sekolah sesudah cadangan')
  })

  test('shows while changes are not noted: then nothing of the table is kept', async () => {
    await start()
    await write('ALTER TABLE facilities DISABLE TRIGGER content_updated')
    await write(`UPDATE facilities SET name = 'Sekolah tanpa catatan'`)
    const { text } = await start()
    expect([...text.values()].join()).toContain('Sekolah tanpa catatan')
    await write('ALTER TABLE facilities ENABLE TRIGGER content_updated')
    await write('UPDATE facilities SET name = name')
  })

  test('is not believed to have changed when it was taken back', async () => {
    await start()
    const taken = store.database.write.transaction(async (transaction) => {
      await transaction.raw(`UPDATE facilities SET name = 'Tidak jadi'`)
      throw new Error('taken back')
    })
    await expect(taken).rejects.toThrow('taken back')
    await write(`UPDATE facilities SET name = 'x' WHERE false`)
    expect((await start()).reads).toEqual([])
  })

  test('is forgotten when it was very much, and then all of the table is read', async () => {
    await start()
    await write(
      `INSERT INTO content_changes (relation, ids) SELECT 'proposals', '{1}' FROM generate_series(1, 5001)`,
    )
    await forgetOldChanges(store.database.write)
    const { rows } = await write(`SELECT relation, ids FROM content_changes WHERE relation = 'proposals'`)
    expect(rows).toEqual([{ relation: 'proposals', ids: null }])
    const { reads } = await start()
    expect(reads.some((read) => /^all .*proposals p/s.test(read))).toBe(true)
    expect((await start()).reads).toEqual([])
  })
})
