import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ template: 'empty' })
})
afterAll(() => server.close())

it('/matematika computes every reference case in a thread, saying so meanwhile, and all agree', async () => {
  for (;;) {
    const response = await server.get('/matematika')
    expect(response.status).toBe(200)
    const text = await response.text()
    if (response.headers.get('refresh')) {
      expect(text).toContain('Sedang dihitung')
      continue
    }
    expect(text).toMatch(/Semua \d+ contoh cocok\./)
    expect(text).not.toContain('outcome bad')
    break
  }
  expect(await (await server.get('/matematika?lang=en')).text()).toMatch(/All \d+ examples agree\./)
})
