import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES } from '../../core/access/grant.ts'
import { routeTable } from '../../server/http/routes/route-table.ts'
import { changesStore, type RouteFacts } from '../../server/http/routing/route.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { allSamples, mergeSamples, type Sending, type Write } from './route-samples.ts'
import { HOST } from './samples/context-layers.ts'
import { signIn } from './sign-in.ts'

interface Account {
  id: number
  name: string
}

let server: TestServer
let account: Account
let cookie: { Cookie: string }
beforeAll(async () => {
  server = await startTestServer({ settings: { CONTEXT_HOSTS: HOST } })
  cookie = await signIn(server)
  const [row] = await server.database.write('accounts').select<Account[]>('id', 'name')
  account = row!
  // Whatever it takes to write: here it is asked who is named by it.
  for (const role of ROLES) await server.database.write('grants').insert({ account_id: account.id, role })
})
afterAll(() => server.close())

const BYTES = 'application/zip'
const JSON_TYPE = 'application/json'

async function send(method: string, path: string, sending: Sending = {}): Promise<Response> {
  const { body, form, headers } = sending
  const sent = { method, headers: { ...cookie, Origin: server.url, ...headers } }
  if (form) return await server.get(path, { ...sent, body: new URLSearchParams(form), redirect: 'manual' })
  if (body === undefined) return await server.get(path, sent)
  const isBytes = body instanceof Uint8Array
  return await server.get(path, {
    ...sent,
    headers: { ...sent.headers, 'Content-Type': isBytes ? BYTES : JSON_TYPE },
    body: isBytes ? new Blob([new Uint8Array(body)]) : JSON.stringify(body),
  })
}

/** The path with the ids that it is about. */
async function pathOf(template: string): Promise<string> {
  const table = /\{(\w+)\}/.exec(template)?.[1]
  if (table === undefined) return template
  const [row] = await server.database.write(table).orderBy('id', 'desc').limit(1).pluck<string[]>('id')
  return template.replace(`{${table}}`, String(row))
}

/** Of each route that writes, as its own file of samples/ has it. An import comes last: it replaces what the others are about. */
const WRITES = Object.entries(mergeSamples(allSamples.map(({ writes }) => writes))).sort(
  ([one], [other]) => Number(one.endsWith('/api/imports')) - Number(other.endsWith('/api/imports')),
)
const isWrite = (entry: [string, Write | string]): entry is [string, Write] => typeof entry[1] === 'object'
const nameOf = ({ method, path }: RouteFacts) => `${method.toUpperCase()} ${path}`

describe('every route that writes', () => {
  it('is in a file of samples/', () => {
    const writing = routeTable.filter(changesStore).map(nameOf)
    expect(WRITES.map(([name]) => name).toSorted()).toEqual(writing.toSorted())
  })

  it.each(WRITES.filter(isWrite))(
    'leaves the account on what it wrote: %s',
    async (name, { path, rows, column = 'by_account', first, ...sending }) => {
      const { write } = server.database
      await first?.({ send, sql: (statement) => write.raw(statement) })
      const answer = await send(name.split(' ')[0]!, await pathOf(path), sending)
      const text = await answer.text()
      expect(answer.status, text).toBeLessThan(sending.form ? 304 : 300)
      const { rows: found } = await write.raw<{ rows: { by: number | null }[] }>(
        `SELECT ${column} AS by FROM ${rows}`,
      )
      expect(found.length).toBeGreaterThan(0)
      expect(new Set(found.map(({ by }) => by))).toEqual(new Set([account.id]))
      const job = answer.headers.get('location')
      if (/imports|portfolios/.test(path)) await ended(job!)
    },
  )
})

/** A job goes on after its answer: what follows must not find it at work. */
async function ended(path: string): Promise<void> {
  const state = async () => (await readJson<{ state: string }>(await send('GET', path))).state
  await expect.poll(state, { timeout: 60_000, interval: 50 }).not.toBe('running')
}

type Answer = Record<string, unknown> & { items?: Record<string, unknown>[] }

describe('who wrote it', () => {
  const forAll = [
    ['/api/criteria', ({ items }: Answer) => items?.find(({ key }) => key === 'people')],
    ['/api/score-models', ({ items }: Answer) => items?.find(({ id }) => id === 'uji')],
    ['/api/context-layers', ({ items }: Answer) => items?.[0]],
    ['/api/records', ({ items }: Answer) => items?.[0]],
    ['/api/layers/poverty/archives', ({ items }: Answer) => items?.[0]],
    ['/api/zones', ({ items }: Answer) => items?.[0]],
    ['/api/zones/{zone}', (answer: Answer) => answer],
  ] as const
  const forOffice = [
    ['/api/layers/roads/metadata', (answer: Answer) => answer],
    ['/api/layers/roads/publication', (answer: Answer) => answer],
    ['/api/imports', ({ items }: Answer) => items?.[0]],
    ['/api/portfolios', ({ items }: Answer) => items?.[0]],
    ['/api/styles/poverty/uji/versions', ({ items }: Answer) => items?.[0]],
    ['/api/zones/{zone}/versions', ({ items }: Answer) => items?.[0]],
  ] as const

  it.each([...forAll, ...forOffice])(
    'is told by its name to those who may know it: %s',
    async (path, find) => {
      const [kept] = await server.database.write('zones').pluck<string[]>('id')
      const answer = await send('GET', path.replace('{zone}', kept ?? ''))
      expect(answer.headers.get('cache-control')).toMatch(/private|no-store/)
      expect(find(await readJson<Answer>(answer))).toMatchObject({ by: account.name })
    },
  )

  it.each(forAll)('is nobody else’s to know: %s', async (path, find) => {
    const [kept] = await server.database.write('zones').pluck<string[]>('id')
    const answer = await server.get(path.replace('{zone}', kept ?? ''))
    const text = await answer.clone().text()
    expect(text).not.toContain(account.name)
    expect(text).not.toMatch(/byAccount|by_account/)
    expect(find(await readJson<Answer>(answer))?.by || undefined).toBeUndefined()
  })
})

it('an account stays while records name it', async () => {
  const { write } = server.database
  await expect(write('accounts').where({ id: account.id }).delete()).rejects.toThrow(/foreign key/)
})
