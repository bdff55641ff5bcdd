import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Response } from 'express'
import { expect, test } from 'vitest'
import { makeNoteWrite } from '../../../server/http/routing/note-writes.ts'
import { WriteLoad } from '../../../server/workload/write-load.ts'

/** Whether anybody counts as writing, apart from the moment after. */
class CountedLoad extends WriteLoad {
  writing = 0
  override begin(): void {
    this.writing++
    super.begin()
  }
  override end(): void {
    this.writing--
    super.end()
  }
}

test('a write lasts as long as its response, and one whose client left before it was noted counts for nothing', async () => {
  const load = new CountedLoad()
  let changes = 0
  const noteWrite = makeNoteWrite({ advance: () => changes++ }, load)
  const left = Promise.withResolvers<void>()
  const server = createServer(async (_request, response) => {
    if (_request.url === '/left') {
      // As an account is looked up.
      await new Promise((resolve) => response.once('close', resolve))
      noteWrite(response as Response)
      left.resolve()
      return
    }
    noteWrite(response as Response)
    expect(load.writing).toBe(1)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  await (await fetch(url, { method: 'POST' })).text()
  await expect.poll(() => load.writing).toBe(0)
  expect(changes).toBe(1)
  const leaving = request(`${url}/left`, { method: 'DELETE' })
  leaving.on('error', () => {})
  leaving.end()
  setTimeout(() => leaving.destroy(), 50)
  await left.promise
  expect([load.writing, changes]).toEqual([0, 1])
  server.close()
})
