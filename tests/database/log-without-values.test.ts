import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeLog } from '../../server/log.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('district')
})
afterAll(() => store.close())

/** What the log holds of an error. */
async function logged(error: unknown): Promise<string> {
  const lines = new PassThrough()
  makeLog('info', lines).error({ err: error }, 'request failed')
  return String(lines.read())
}

it('Tells which statement failed and why, and none of its values', async () => {
  const { write } = store.database
  const failure = await write
    .raw('SELECT ?::text, ?::integer', ['Ibu Sari, 0812-3456-7890', 'bukan angka'])
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  const line = await logged(failure)
  expect(line).toContain('SELECT $1::text')
  expect(line).toContain('request failed')
  expect(line).not.toContain('Ibu Sari')
})

it('Tells of a row that is refused the rule that it breaks, and nothing of the row', async () => {
  const { write } = store.database
  const contact = { proposal_id: -1, name: 'Ibu Sari', phone: '0812-3456-7890' }
  const failure = await write('contacts')
    .insert(contact)
    .catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: '23503', detail: expect.stringContaining('-1') })
  const line = await logged(failure)
  expect(line).toContain('23503')
  expect(line).toContain('contacts')
  for (const value of ['Ibu Sari', '0812', 'detail']) expect(line).not.toContain(value)
})
