import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type OpenPort, openPort } from '../../../server/http/open-port.ts'

let port: OpenPort
const open = async (waitMs?: number) => {
  port = await openPort({ port: 0, host: '127.0.0.1' }, waitMs)
  return port.url
}
afterEach(() => {
  port.server.closeAllConnections()
  port.server.close()
})

test('before there is a server, its port tells that it lives and what it prepares', async () => {
  const url = await open()
  port.note('proposals', 0.25)
  const alive = await fetch(`${url}/healthz`)
  expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }])
  const ready = await fetch(`${url}/readyz?verbose`)
  expect(ready.status).toBe(503)
  expect(ready.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(await ready.json()).toEqual({ status: 'not ready', loading: { step: 'proposals', share: 0.25 } })
})

test('other requests wait, with their bodies, and are answered by the server when it is there', async () => {
  const url = await open()
  const waiting = fetch(`${url}/api/proposals`, { method: 'POST', body: 'a body' })
  await fetch(`${url}/healthz`)
  port.serve(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    response.end(`${request.method} ${request.url} ${Buffer.concat(pieces)}`)
  })
  expect(await (await waiting).text()).toBe('POST /api/proposals a body')
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('GET /healthz ')
})

test('a request that has waited long enough is told when to come back, and is not answered twice', async () => {
  const url = await open(20)
  for (const init of [{}, { method: 'POST', body: 'a body' }, { method: 'HEAD' }]) {
    const answer = await fetch(`${url}/tiles/proposals/0/0/0.mvt`, init)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  }
  const served: string[] = []
  port.serve((request, response) => {
    served.push(request.url ?? '')
    response.end()
  })
  await fetch(`${url}/later`)
  expect(served).toEqual(['/later'])
})

test('one that leaves while it waits is forgotten', async () => {
  const url = await open()
  const left = new Promise<void>((resolve) => {
    port.server.once('connection', (socket) => socket.once('close', () => resolve()))
  })
  const asked = new Promise((resolve) => port.server.once('request', resolve))
  const client = connect(Number(new URL(url).port), '127.0.0.1')
  client.write('GET /left HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await asked
  client.destroy()
  await left
  const served: string[] = []
  port.serve((request, response) => {
    served.push(request.url ?? '')
    response.end()
  })
  await fetch(`${url}/later`)
  expect(served).toEqual(['/later'])
})
