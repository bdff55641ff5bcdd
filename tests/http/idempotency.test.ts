import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const good = { title: 'Perbaikan talud sungai', villageCode: '62.99.01.1003' }

const submit = (body: unknown, key: string) =>
  server.get('/api/proposals', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  })
const codeOf = async (response: Response) => (await readJson<{ code: string }>(response)).code
const refused = async (response: Response, status: number) =>
  expect((await readFault(response, status)).parameter).toBe('Idempotency-Key')

async function countProposals(): Promise<number> {
  const { rows } = await server.database.write.raw<{ rows: { n: number }[] }>(
    'SELECT count(*)::int AS n FROM proposals',
  )
  return rows[0]?.n ?? Number.NaN
}

describe('an idempotency key', () => {
  it('makes a repeat harmless: one proposal, the same answer', async () => {
    const first = await codeOf(await submit(good, 'kunci-0001'))
    const before = await countProposals()
    expect(await codeOf(await submit(good, 'kunci-0001'))).toBe(first)
    expect(await countProposals()).toBe(before)
  })

  it('with another body is a conflict, and nothing is stored', async () => {
    await codeOf(await submit(good, 'kunci-0002'))
    const before = await countProposals()
    await refused(await submit({ ...good, title: 'Usulan yang lain' }, 'kunci-0002'), 409)
    expect(await countProposals()).toBe(before)
  })

  it('sent twenty times at once stores one proposal', async () => {
    const before = await countProposals()
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () => codeOf(await submit(good, 'kunci-0003'))),
    )
    expect(new Set(codes).size).toBe(1)
    expect(await countProposals()).toBe(before + 1)
  })

  it('of a refused submission may be used for the mended one', async () => {
    await readFault(await submit({ ...good, title: 'x' }, 'kunci-0004'), 400)
    await codeOf(await submit(good, 'kunci-0004'))
  })

  it('that is malformed is refused', async () => {
    for (const key of ['a', 'x'.repeat(101), 'a b c d e f g', "'; DROP--"])
      await refused(await submit(good, key), 400)
  })
})
