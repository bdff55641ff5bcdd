import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sendProblem } from '../../../server/http/answer/respond.ts'
import { PiecesQueue } from '../../../server/http/answer/send-pieces.ts'

const PIECE = Buffer.alloc(64 * 1024, 'x')
let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A server with one route that sends what `make` makes. */
async function serve(make: (signal: AbortSignal) => AsyncGenerator<Uint8Array>, queue = new PiecesQueue()) {
  const app = express()
  app.get('/file', (request, response) =>
    queue.send(request, response, { headers: { 'X-File': 'yes' }, make }),
  )
  app.use(((error, _request, response, next) => {
    if (response.headersSent) next(error)
    else sendProblem(response, error.body ?? { title: 'failed', status: 500 })
  }) satisfies express.ErrorRequestHandler)
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function ask(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n')
  return socket
}

describe('what is sent in pieces', () => {
  it('is made no faster than the client takes it, and no longer than the client stays', async () => {
    let made = 0
    const ended = vi.fn()
    const port = await serve(async function* (signal) {
      try {
        for (; made < 100_000; made++) {
          signal.throwIfAborted()
          yield PIECE
          await new Promise(setImmediate)
        }
      } finally {
        ended()
      }
    })
    const socket = await ask(port)
    socket.pause()
    await vi.waitFor(() => expect(made).toBeGreaterThan(2), 10_000)
    const settled = await settle(() => made)
    expect(settled * PIECE.length).toBeLessThan(32 * 1024 ** 2)
    expect(ended).not.toHaveBeenCalled()
    socket.destroy()
    await vi.waitFor(() => expect(ended).toHaveBeenCalled(), 10_000)
    expect(made).toBeLessThan(settled + 10)
  })

  it('tells what fails before the first piece, and cuts the connection after it', async () => {
    let fails = 0
    const port = await serve(async function* () {
      if (fails++ === 0) throw new Error('at once')
      yield PIECE
      throw new Error('later')
    })
    const url = `http://127.0.0.1:${port}/file`
    expect((await fetch(url)).status).toBe(500)
    const cut = await fetch(url)
    expect(cut.status).toBe(200)
    expect(cut.headers.get('x-file')).toBe('yes')
    await expect(cut.arrayBuffer()).rejects.toThrow()
  })

  it('waits its turn, and is a 503 where too many wait', async () => {
    const open: (() => void)[] = []
    const port = await serve(
      async function* () {
        await new Promise<void>((resolve) => open.push(resolve))
        yield Buffer.from('done')
      },
      new PiecesQueue({ running: 1, waiting: 1 }),
    )
    const url = `http://127.0.0.1:${port}/file`
    const first = fetch(url)
    await vi.waitFor(() => expect(open).toHaveLength(1))
    const second = fetch(url)
    let third: Response | undefined
    await vi.waitFor(async () => {
      third = await fetch(url, { signal: AbortSignal.timeout(1000) })
      expect(third.status).toBe(503)
    }, 10_000)
    expect(third?.headers.get('content-type')).toContain('application/problem+json')
    open[0]?.()
    expect(await (await first).text()).toBe('done')
    await vi.waitFor(() => expect(open.length).toBeGreaterThan(1), 10_000)
    open[1]?.()
    expect(await (await second).text()).toBe('done')
  })

  it('is not made for a HEAD', async () => {
    const port = await serve(async function* () {
      yield* []
      throw new Error('made')
    })
    const head = await fetch(`http://127.0.0.1:${port}/file`, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('x-file')).toBe('yes')
  })
})

/** The number once it no longer grows. */
async function settle(read: () => number): Promise<number> {
  let last = -1
  await vi.waitFor(
    () => {
      const now = read()
      const still = now === last
      last = now
      expect(still).toBe(true)
    },
    { timeout: 20_000, interval: 400 },
  )
  return last
}
