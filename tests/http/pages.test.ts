import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { textOf } from '../unit/pages/view-of-proposal.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ settings: { PUBLIC_URL: 'https://peta.contoh.go.id/' } })
})
afterAll(() => server.close())

const at = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port()}${path}`, { redirect: 'manual', headers: { Accept: 'text/html' }, ...init })
const port = () => new URL(server.localUrl).port
