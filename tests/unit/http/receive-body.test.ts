import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isDiskFull } from '../../../server/database/disk-full.ts'
import { receiveBody } from '../../../server/http/request/receive-body.ts'

let server: Server
const failures: unknown[] = []
beforeAll(async () => {
  server = createServer(async (request, response) => {
    try {
      // The one file to which the system says that the disk is full.
      await receiveBody(request, '/dev/full', 1_000_000)
      response.end('taken')
    } catch (error) {
      failures.push(error)
      response.writeHead(503).end()
    }
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
})
afterAll(() => server.close())

it('a body that the disk has no room for fails as such, and its sender hears so', async () => {
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(500_000) })
  expect(answer.status).toBe(503)
  expect(failures.map(isDiskFull)).toEqual([true])
})
