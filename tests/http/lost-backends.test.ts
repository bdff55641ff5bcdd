import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import type { Database } from '../../server/database/database.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { makeLog } from '../../server/log.ts'
import { engine } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault } from './answers.ts'
import { type Cluster, canStartCluster, makeCluster } from './throwaway-cluster.ts'

const POOL = 3
const SOON = { timeout: 40_000, interval: 200 }

describe.skipIf(engine !== 'postgis' || !canStartCluster)('a PostgreSQL that is worn out', () => {
  let cluster: Cluster
  let database: Database
  let server: TestServer
  beforeAll(async () => {
    cluster = await makeCluster()
    const admin = new pg.Client({ connectionString: cluster.url })
    await admin.connect()
    await admin.query('ALTER SYSTEM SET max_connections = 20')
    await admin.end()
    cluster.crash()
    cluster.start()
    database = await openPostgis({ url: cluster.url, pool: POOL, log: makeLog('silent') })
    await bringUpToDate(database)
    server = await startTestServer({ database })
  })
  afterAll(async () => {
    await server?.close()
    cluster?.remove()
  })

  const condition = async () => await (await server.get('/readyz')).json()

  /** Stopped as a process, it heeds neither its timeout, nor to be cancelled, nor to be terminated: as within GEOS. */
  const stuck = async (declared: string) => {
    let backend = 0
    const ended = database.read
      .transaction(async (transaction) => {
        await transaction.raw(declared)
        const { rows } = await transaction.raw<{ rows: { pid: number }[] }>('SELECT pg_backend_pid() AS pid')
        backend = rows[0]?.pid ?? 0
        const ask = transaction.raw('SELECT pg_sleep(100)')
        setTimeout(() => process.kill(backend, 'SIGSTOP'), 100)
        return await ask.catch((error: { code: string }) => {
          throw Object.assign(new Error('ended'), { code: error.code, backend })
        })
      })
      .catch(() => {})
    await ended
    return backend
  }

  it('gives up statements that heed nothing, frees their place, and counts those backends until they are gone', async () => {
    const backends = await Promise.all(
      Array.from({ length: POOL }, () => stuck(`SET LOCAL statement_timeout = '1s'`)),
    )
    expect(await condition()).toMatchObject({ lostBackends: POOL, fault: expect.stringMatching(/ran for/) })
    // As many as connections: no more is made until one of them is gone.
    const refused = await server.get('/api/proposals?limit=1')
    await readFault(refused, 503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const first = backends.pop() ?? 0
    process.kill(first, 'SIGCONT')
    await expect.poll(async () => (await server.get('/api/proposals?limit=1')).status, SOON).toBe(200)
    for (const backend of backends) process.kill(backend, 'SIGCONT')
    await expect.poll(async () => (await condition()).lostBackends, SOON).toBe(0)
  })

  it('without a connection left is told as 503 with when to come back', async () => {
    const { rows } = await database.write.raw<{ rows: { pid: number }[] }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'petausul' AND pid <> pg_backend_pid()`,
    )
    const hogs: pg.Client[] = []
    try {
      for (;;) {
        const hog = new pg.Client({ connectionString: cluster.url })
        hog.on('error', () => {})
        if (
          !(await hog.connect().then(
            () => true,
            () => false,
          ))
        )
          break
        hogs.push(hog)
      }
      for (const { pid } of rows) await hogs[0]?.query('SELECT pg_terminate_backend($1)', [pid])
      await expect
        .poll(async () => {
          const more = new pg.Client({ connectionString: cluster.url })
          more.on('error', () => {})
          const open = await more.connect().then(
            () => true,
            () => false,
          )
          if (open) hogs.push(more)
          return open
        }, SOON)
        .toBe(false)
      for (const path of [
        '/api/proposals',
        '/api/search?q=kota',
        '/data/roads.csv',
        '/ogc/collections/roads/items',
        // Which proposals a text finds, the database alone knows.
        '/tiles/proposals/9/413/259.mvt?q=talud',
      ]) {
        const response = await server.get(path)
        expect(response.status, path).toBe(503)
        expect(Number(response.headers.get('retry-after')), path).toBeGreaterThan(0)
        await response.arrayBuffer()
      }
      for (const path of [
        '/csw?service=CSW&version=2.0.2&request=GetRecords&typeNames=csw:Record',
        '/wms?service=WMS&version=1.3.0&request=GetFeatureInfo&layers=roads&query_layers=roads&styles=&crs=EPSG:4326&bbox=-2.3,110.9,-1.8,111.4&width=100&height=100&i=50&j=50&info_format=application/json',
      ]) {
        const response = await server.get(path)
        expect(response.status, path).toBe(503)
        expect(Number(response.headers.get('retry-after')), path).toBeGreaterThan(0)
        await response.arrayBuffer()
      }
    } finally {
      for (const hog of hogs) await hog.end().catch(() => {})
    }
    await expect.poll(async () => (await server.get('/api/proposals?limit=1')).status, SOON).toBe(200)
  })

  it('refuses at once when too many wait for a connection', async () => {
    const asked = Array.from({ length: POOL * 60 }, () => database.read.raw('SELECT pg_sleep(0.2)'))
    const answers = await Promise.allSettled(asked)
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.length).toBeLessThan(POOL * 15)
    for (const { reason } of refused) expect(reason.name).toBe('DatabaseBusy')
  })
})
