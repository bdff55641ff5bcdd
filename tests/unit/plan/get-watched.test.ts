import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getWatched } from '../../../client/api/get-watched.ts'

const answer = { titles: Array.from({ length: 400 }, (_, i) => `Sumur ${i} é`) }
const bytes = Buffer.from(JSON.stringify(answer))

let server: Server
let url: string
/** Requests that were left before they were answered. */
let left = 0
/** Resolved when somebody listens to the lines. */
let listened = Promise.withResolvers<void>()
beforeAll(async () => {
  server = createServer(async (request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) left++
    })
    const path = request.url ?? ''
    if (request.headers.accept === 'application/x-ndjson') {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      response.write('{"share":0.5}\n')
      listened.resolve()
      if (path === '/held') return
      response.end(`{"share":1}\n${JSON.stringify({ result: { bytes: bytes.length } })}\n`)
      return
    }
    if (path === '/quick') {
      response.end(bytes)
      return
    }
    if (path === '/refused') {
      response.writeHead(400, { 'content-type': 'application/problem+json' })
      response.end('{"title":"Bad","detail":"no such year"}')
      return
    }
    await listened.promise
    if (path === '/held') return
    // A slow line: what was reported of it is heard before all of it is here.
    const quarter = Math.ceil(bytes.length / 4)
    for (let at = 0; at < bytes.length; at += quarter) {
      response.write(bytes.subarray(at, at + quarter))
      await wait(100)
    }
    response.end()
  }).listen(0)
  await once(server, 'listening')
  url = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const none = new URLSearchParams()
function ask(path: string, wayShare?: number) {
  left = 0
  listened = Promise.withResolvers()
  const shares: number[] = []
  const { signal, leave } = leaving()
  const onShare = (share: number) => void shares.push(share)
  return { got: getWatched(url + path, none, { signal, onShare, wayShare }), shares, leave }
}
function leaving() {
  const controller = new AbortController()
  return { signal: controller.signal, leave: () => controller.abort() }
}

it('tells what the server has done and then how much of the answer is here', async () => {
  const { got, shares } = ask('/slow', 0.2)
  expect(await got).toEqual(answer)
  expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b))
  expect(shares.slice(0, 1)).toEqual([0.4])
  expect(shares.filter((share) => share > 0.8 && share < 1).length).toBeGreaterThan(0)
  expect(shares.at(-1)).toBe(1)
})

it('tells nothing of what comes at once, and the server’s words of what is refused', async () => {
  const { got, shares } = ask('/quick')
  expect(await got).toEqual(answer)
  expect(shares).toEqual([])
  await expect(ask('/refused').got).rejects.toMatchObject({ status: 400 })
})

it('leaves both requests by its signal', async () => {
  const { got, leave } = ask('/held')
  await listened.promise
  leave()
  await expect(got).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(() => left).toBe(2)
})
