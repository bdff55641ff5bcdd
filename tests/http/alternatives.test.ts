import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson, readParameterFault } from './answers.ts'
import { downloadRows, type ProposalRow } from './proposal-rows.ts'
import { EVERY_ONE, startRankingServer, YEAR } from './ranking-store.ts'

interface Table {
  digest: string
  count: number
  total: number
  truncated: boolean
  keys: string[]
  codes: string[]
  titles: string[]
  status: string[]
  sector: string[]
  agency: (string | null)[]
  points: ([number, number] | null)[]
  villages: { codes: string[]; names: string[]; index: number[] }
  costRupiah: (number | null)[]
  values: Record<string, number[]>
  missing: Record<string, number[]>
  excluded: Record<string, number[]>
  figures: Record<string, { missing: number; outOfRange: number; least: number; greatest: number }>
}

let server: TestServer
beforeAll(async () => {
  server = await startRankingServer()
})
afterAll(() => server.close())

/** Of every proposal, unless the query says which compete. */
const addressOf = (query: string) => {
  const asked = Object.fromEntries(new URLSearchParams(query))
  return `/api/alternatives?${new URLSearchParams({ ...EVERY_ONE, ...asked })}`
}
const table = async (query = '') => readJson<Table>(await server.get(addressOf(query)))

/** As inputsDigest says it, from the downloaded file. */
function digestOf(rows: ProposalRow[], criteria: { key: string; version: number }[]): string {
  const codes = rows.map(({ code }) => Buffer.from(code))
  const lines = criteria.map(({ key, version }) => `${key}\t${version}\n`).join('')
  const hash = createHash('sha256').update(`petausul-inputs 1\n${lines}${rows.length}\n`)
  hash.update(Buffer.from(Uint16Array.from(codes, ({ length }) => length).buffer))
  for (const code of codes) hash.update(code)
  for (const { key } of criteria) {
    hash.update(Buffer.from(Uint16Array.from(rows, ({ values }) => values[key] ?? 0xffff).buffer))
  }
  const costs = Buffer.alloc(8 * rows.length)
  rows.forEach(({ costRupiah }, row) => {
    if (costRupiah === null) costs.writeBigUInt64LE(0x7ff8000000000000n, 8 * row)
    else costs.writeDoubleLE(costRupiah, 8 * row)
  })
  return hash.update(costs).digest('hex')
}

describe('/api/alternatives', () => {
  it('gives, in the order of the bytes of the codes, what the download gives row by row', async () => {
    const rows = await downloadRows(server)
    const found = await table()
    expect(found).toMatchObject({ count: rows.length, total: rows.length, truncated: false })
    expect(found.codes).toEqual(rows.map(({ code }) => code))
    expect(found.titles).toEqual(rows.map(({ cells }) => cells.title))
    expect(found.status).toEqual(rows.map(({ cells }) => cells.status))
    expect(found.sector).toEqual(rows.map(({ cells }) => cells.sector))
    expect(found.agency).toEqual(rows.map(({ cells }) => cells.agency || null))
    expect(found.costRupiah).toEqual(rows.map(({ costRupiah }) => costRupiah))
    expect(found.villages.index.map((at) => found.villages.codes[at] ?? '')).toEqual(
      rows.map(({ cells }) => cells.villageCode),
    )
    expect(found.villages.index.map((at) => found.villages.names[at] ?? '')).toEqual(
      rows.map(({ cells }) => cells.villageName),
    )
    for (const key of found.keys)
      expect(found.values[key], key).toEqual(rows.map(({ values }) => values[key]))
    const short = (point: (number | string | undefined)[] | null) =>
      point?.map((degrees) => Number(degrees).toFixed(5))
    expect(found.points.map(short)).toEqual(
      rows.map(({ cells: { lon, lat } }) => short(lon === '' ? null : [lon, lat]) ?? undefined),
    )
  })

  it('says of every criterion in which rows its value is missing', async () => {
    const rows = await downloadRows(server, `?year=${YEAR}`)
    const found = await table(`?year=${YEAR}`)
    const empty = (name: string) => rows.flatMap(({ cells }, row) => (cells[name] === '' ? [row] : []))
    for (const [key, name] of [
      ['urgency', 'urgency'],
      ['beneficiaries', 'beneficiaries'],
      ['cost', 'costRupiah'],
      ['timeToCarryOut', 'months'],
      ['readiness', 'readiness'],
    ] as const) {
      expect(empty(name).length, name).toBeGreaterThan(2)
      expect(found.missing[key], key).toEqual(empty(name))
      expect(found.excluded[key], key).toEqual([])
    }
  })

  it('has figures of each criterion within the filter: missing, out of range, least and greatest', async () => {
    for (const query of ['', `?year=${YEAR}`, '?q=N-30']) {
      const rows = await downloadRows(server, query)
      const found = await table(query)
      for (const key of found.keys) {
        const values = rows.map((row) => row.values[key] ?? 0)
        const { missing, outOfRange, least, greatest } = found.figures[key]!
        expect(missing + outOfRange, `${query} ${key}`).toBe(found.missing[key]?.length)
        expect([least, greatest], `${query} ${key}`).toEqual([Math.min(...values), Math.max(...values)])
      }
    }
  })

  it('has the digest that anyone can compute from the download, the same on either engine', async () => {
    const { items } = await readJson<{ items: { key: string; version: number }[] }>(
      await server.get('/api/criteria'),
    )
    for (const query of ['', `?year=${YEAR}`, '?year=1999']) {
      const found = await table(query)
      const criteria = found.keys.map((key) => items.find((item) => item.key === key) ?? { key, version: 0 })
      expect(found.digest, query).toBe(digestOf(await downloadRows(server, query), criteria))
    }
  })

  it('is not sent again to one who has it, and is new as soon as a proposal is', async () => {
    const query = '?q=sungai+zamrud'
    const first = await server.get(`/api/alternatives${query}`)
    const etag = first.headers.get('etag') ?? ''
    expect((await readJson<Table>(first)).count).toBe(0)
    const again = await server.get(`/api/alternatives${query}`, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    const { code } = await readJson<{ code: string }>(
      await server.get('/api/proposals', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          title: 'Jembatan sungai zamrud',
          villageCode: '62.99.01.2001',
          costRupiah: 5e7,
        }),
      }),
    )
    await expect.poll(async () => (await table(query)).codes, { timeout: 10_000 }).toEqual([code])
    const changed = await server.get(`/api/alternatives${query}`, { headers: { 'If-None-Match': etag } })
    expect(changed.status).toBe(200)
  })

  it('is empty, not an error, when nothing matches', async () => {
    const found = await table('?year=1999')
    expect(found).toMatchObject({
      count: 0,
      total: 0,
      codes: [],
      points: [],
      villages: { codes: [], index: [] },
    })
    expect(found.keys.length).toBeGreaterThan(5)
    for (const key of found.keys) expect(found.values[key]).toEqual([])
  })

  it('refuses what it does not know by name', async () => {
    await readParameterFault(await server.get('/api/alternatives?bbox=1,2'), 'bbox')
    await readParameterFault(await server.get('/api/alternatives?limit=5'), 'limit')
    await readParameterFault(await server.get('/api/alternatives?year=20x5'), 'year')
  })

  it('answers HEAD with the same headers and no body', async () => {
    const answer = await server.get('/api/alternatives', { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).toMatch(/^W\/"/)
    expect(await answer.text()).toBe('')
  })
})
