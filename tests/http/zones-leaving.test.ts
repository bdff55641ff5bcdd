import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import type { CriterionInfo } from '../../core/api/criterion.ts'
import type { Zone, ZoneVersion } from '../../core/api/zone.ts'
import { readStoredCriteria } from '../../server/criteria/columns/criterion-store.ts'
import { takeCriteriaTurn } from '../../server/criteria/criteria-turn.ts'
import { rescaleCriteria } from '../../server/criteria/rescale.ts'
import { engine } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { box, KOTA_LAMA, OFFICE, PATIENT, zoneClient } from './zone-client.ts'

let server: TestServer
let send: ReturnType<typeof zoneClient>['send']
beforeAll(async () => {
  server = await startTestServer()
  send = zoneClient(server).send
  // Proposals are read in pages of numbers: with one far away, in as many pages as a million has, or more.
  await server.database.write.raw(`
    INSERT INTO proposals (id, code, package_id, source_id, year, source, title, sector, stage, status, location_quality)
    OVERRIDING SYSTEM VALUE
    SELECT 20000000, 'FAR-1', id, 'FAR-1', 2026, 'musrenbang', 'Jauh', 'education', 'village', 'draft', 'none' FROM packages LIMIT 1`)
})
afterAll(() => server.close())

const inLines = { Accept: 'application/x-ndjson' }
const SMALLER = box(111.2, -2.2, 111.25, -2.1)
const elsewhere = { name: 'Pindah', geometry: SMALLER, published: true }

let zone: Zone
/** A public zone of its own, with a criterion that reads it. */
beforeEach(async () => {
  const drawn = { name: 'Kota', geometry: KOTA_LAMA, published: true }
  zone = await readJson<Zone>(await send('POST', '/api/zones', drawn))
  await readJson(await send('POST', '/api/criteria', criterion(zone.id)))
})

const criterion = (id: string) => ({
  ...{ key: 'inZone', title: { id: 'Di dalam', en: 'Inside' }, unit: { id: 'ya', en: 'yes' } },
  ...{ direction: 'maximise' as const, source: `zone:${id}`, missing: 'zero' as const },
  normalisation: { kind: 'min-max' as const },
})
const path = () => `/api/zones/${zone.id}`
const seen = (version: number) => ({ 'If-Match': `"${version}"` })

/** All that a zone's change is to be found in. */
async function readState() {
  const answer = await server.get(path(), { headers: OFFICE })
  const versions = await readJson<{ items: ZoneVersion[] }>(await send('GET', `${path()}/versions`))
  const { items } = await readJson<{ items: CriterionInfo[] }>(await server.get('/api/criteria'))
  return {
    zone: answer.status === 200 ? await readJson<Zone>(answer) : answer.status,
    versions: versions.items,
    criterion: items.find(({ key }) => key === 'inZone'),
  }
}

interface Line {
  share?: number
  result?: Zone | null
}
async function linesOf(answer: Response): Promise<{ shares: number[]; result: unknown }> {
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
    200,
    expect.stringContaining('application/x-ndjson'),
  ])
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  return { shares: lines.flatMap(({ share }) => share ?? []), result: lines.at(-1)?.result }
}

/** What writes a zone, and what has to be done before. */
const writes = [
  ['saving', 'PUT', '', elsewhere, false],
  ['taking back', 'PUT', '', { name: 'Kota', published: false }, false],
  ['deleting', 'DELETE', '', undefined, false],
  ['restoring', 'POST', '/restore', undefined, true],
] as const

describe.each(writes)('%s a zone that a criterion reads', (_, method, ending, body, isGone) => {
  const ask = (init: RequestInit = {}) =>
    server.get(path() + ending, {
      ...{
        ...init,
        method,
        headers: { ...OFFICE, ...inLines, 'Content-Type': 'application/json', ...seen(1) },
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  beforeEach(async () => {
    if (isGone) expect((await send('DELETE', path())).status).toBe(204)
  })

  test('tells in lines how far it is, and ends with what was written', async () => {
    const before = await readState()
    const { shares, result } = await linesOf(await ask())
    expect(shares.length).toBeGreaterThan(100)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares[0]).toBeLessThan(0.05)
    expect(shares.at(-1)).toBe(1)
    const after = await readState()
    expect(after.criterion).not.toEqual(before.criterion)
    expect(after.zone).toEqual(method === 'DELETE' ? 404 : result)
    expect(result).toEqual(method === 'DELETE' ? null : expect.objectContaining({ id: zone.id }))
  })

  test('leaves nothing of it when the one who asked leaves', async () => {
    const before = await readState()
    const leaving = new AbortController()
    const answer = await ask({ signal: leaving.signal })
    const { value } = await answer.body!.getReader().read()
    expect(new TextDecoder().decode(value)).toContain('"share":0.')
    leaving.abort()
    // Whoever writes the zone next waits for the end of what was left, and finds it as it was seen.
    if (isGone) {
      const { shares } = await linesOf(await send('POST', `${path()}/restore`, undefined, inLines))
      expect(shares.length).toBeGreaterThan(100)
      return
    }
    const next = await send('PUT', path(), { name: 'Sesudah', published: true }, seen(1))
    expect(await readJson<Zone>(next)).toMatchObject({ version: 2, geometry: zone.geometry })
    const after = await readState()
    expect(after.versions.map(({ version }) => version)).toEqual([2, 1])
    expect(after.versions.slice(1)).toEqual(before.versions)
    expect(measured(after.criterion)).toEqual(measured(before.criterion))
  })
})

/** What a criterion says of its values, without the zone's name. */
const measured = ({ sourceText: _, sourceDate: _day, ...rest }: Partial<CriterionInfo> = {}) => rest

describe('a save', () => {
  it('answers as ever', async () => {
    const before = await readState()
    const answer = await send('PUT', path(), elsewhere, seen(1))
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, '"2"'])
    expect(await readJson<Zone>(answer)).toMatchObject({ name: 'Pindah', version: 2 })
    expect((await readState()).criterion).not.toEqual(before.criterion)
    const created = await send('POST', '/api/zones', elsewhere, inLines)
    expect((await linesOf(created)).result).toMatchObject({ name: 'Pindah', version: 1 })
  })

  it('tells what is wrong by a status of its own before the first line', async () => {
    const stale = await send('PUT', path(), elsewhere, { ...inLines, ...seen(7) })
    expect(await readFault(stale, 412)).toMatchObject({ parameter: 'If-Match' })
    await readFault(await send('DELETE', '/api/zones/nosuch', undefined, inLines), 404)
    await readFault(await send('POST', '/api/zones/nosuch/restore', undefined, inLines), 404)
  })

  it('scales nothing where everyone sees the same shape as before', async () => {
    const { result, shares } = await linesOf(
      await send('PUT', path(), { name: 'Nama lain', published: true }, { ...inLines, ...seen(1) }),
    )
    expect(result).toMatchObject({ name: 'Nama lain', version: 2 })
    expect(shares).toEqual([1])
  })
})

it.runIf(engine === 'postgis')('a zone waits for a criterion that is being saved to read it', async () => {
  const { write } = server.database
  let saving: Promise<Response> | undefined
  const waits = async () => {
    const sql = `SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
    return (await write.raw<{ rows: { held: number }[] }>(sql)).rows[0]?.held
  }
  await write.transaction(async (transaction) => {
    await takeCriteriaTurn(transaction)
    const stored = await readStoredCriteria(transaction)
    const known = stored.find(({ key }) => key === 'inZone')!
    const other = { ...known, key: 'alsoInZone', definition: { ...known.definition, key: 'alsoInZone' } }
    await rescaleCriteria(transaction, [other])
    saving = send('PUT', path(), { ...elsewhere, published: false }, seen(1))
    await expect.poll(waits, PATIENT).toBe(1)
  })
  expect((await saving!).status).toBe(200)
  const { items } = await readJson<{ items: CriterionInfo[] }>(await server.get('/api/criteria'))
  expect(items.find(({ key }) => key === 'alsoInZone')).toMatchObject({ known: 0, discriminates: false })
  expect((await send('DELETE', '/api/criteria/alsoInZone')).status).toBe(204)
})
