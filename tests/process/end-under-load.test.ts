import { rmSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDistrictFolder } from './make-district-folder.ts'
import { runServer } from './run-server.ts'

let folder: string
beforeAll(async () => {
  folder = await makeDistrictFolder()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PATHS = [
  '/tiles/proposals/9/413/259.mvt',
  '/heat/proposals/9/413/259.png',
  '/api/proposals?limit=20',
  '/usulan',
]
const CLIENTS = 20

interface Client {
  statuses: number[]
  /** Of the answers since the signal, in order. */
  connections: string[]
  /** How it ended: the code of the error, and whether it came on a connection that was kept. */
  end?: { code: string; kept: boolean }
}

interface Answer {
  status: number
  connection: string
}

/** One request over the agent's one connection. */
function ask(agent: Agent, url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent }, (response: IncomingMessage) => {
      response.on('error', reject)
      response.on('data', () => {})
      response.on('end', () => {
        // What was cut in the middle ends as well, but is not complete.
        if (!response.complete) return reject(new Error('cut'))
        resolve({ status: response.statusCode ?? 0, connection: response.headers.connection ?? '' })
      })
    })
    outgoing.on('error', (error) => reject(Object.assign(error, { kept: outgoing.reusedSocket })))
    outgoing.end()
  })
}

async function runClient(url: string, at: number, hasSignal: () => boolean): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const client: Client = { statuses: [], connections: [] }
  const path = PATHS[at % PATHS.length] ?? '/'
  while (!client.end) {
    try {
      const wasSignalled = hasSignal()
      const { status, connection } = await ask(agent, url + path)
      client.statuses.push(status)
      if (wasSignalled) client.connections.push(connection)
    } catch (error) {
      const { code, message, kept } = error as NodeJS.ErrnoException & { kept?: boolean }
      client.end = { code: code ?? message, kept: kept ?? false }
    }
  }
  agent.destroy()
  return client
}

describe('a server that is told to end under load', () => {
  it('finishes every request, tells each connection that it is the last answer, and resets none', async () => {
    const server = runServer({ DATA_DIR: folder, DRAIN_SECONDS: '2' })
    const url = await server.ready
    const events = await fetch(`${url}/api/changes`)
    const probes = new Agent({ keepAlive: true, maxSockets: 1 })
    expect((await ask(probes, `${url}/readyz`)).status).toBe(200)
    let signalled = false
    const clients = Array.from({ length: CLIENTS }, (_, at) => runClient(url, at, () => signalled))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    signalled = true
    server.child.kill('SIGTERM')
    // It says so while it still answers.
    await expect.poll(async () => (await ask(probes, `${url}/readyz`)).status, { interval: 10 }).toBe(503)
    expect((await ask(probes, `${url}/tiles/proposals/9/413/259.mvt`)).status).toBe(200)
    for (const client of await Promise.all(clients)) {
      expect(client.end).toEqual({ code: 'ECONNREFUSED', kept: false })
      expect(new Set(client.statuses)).toEqual(new Set([200]))
      // The first one may have been on its way before the signal arrived.
      expect(client.connections.length).toBeGreaterThan(1)
      expect(new Set(client.connections.slice(1))).toEqual(new Set(['close']))
    }
    expect(await events.text()).toContain('retry:')
    expect(await server.ended).toBe(0)
    probes.destroy()
  })

  it('does not wait for who is silent', async () => {
    const server = runServer({ DATA_DIR: folder, DRAIN_SECONDS: '0' })
    const url = await server.ready
    const idle = new Agent({ keepAlive: true, maxSockets: 1 })
    expect((await ask(idle, `${url}/healthz`)).status).toBe(200)
    const { hostname, port } = new URL(url)
    const { connect } = await import('node:net')
    const silent = connect(Number(port), hostname)
    await new Promise((resolve) => silent.once('connect', resolve))
    const began = performance.now()
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    // Less than the grace after which it is cut.
    expect(performance.now() - began).toBeLessThan(8_000)
    idle.destroy()
    silent.destroy()
  })
})
