import { Agent, request as httpRequest } from 'node:http'

export interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  ms: number
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** Leaves after so many milliseconds, as a reader does who closes the page. */
  leaveAfterMs?: number
}

export type Client = (path: string, ask?: Ask) => Promise<Reply>

const MOST_WAIT_MS = 120_000
const MOST_KEPT_BYTES = 4000

/** Requests from one address of the loopback network, so that each client has a budget of its own. */
export function clientFrom(url: string, localAddress: string): Client {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: 64, localAddress })
  return (path, { method = 'GET', headers = {}, body, leaveAfterMs } = {}) =>
    new Promise((resolve, reject) => {
      const began = performance.now()
      const options = { hostname, port, path, method, headers, agent, insecureHTTPParser: true }
      const sent = httpRequest(options, (response) => {
        const kept: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          if (bytes < MOST_KEPT_BYTES) kept.push(chunk)
          bytes += chunk.length
        })
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(kept).toString('utf8').slice(0, MOST_KEPT_BYTES)
          const ms = performance.now() - began
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, ms })
        })
      })
      sent.on('error', reject)
      // By the clock, not by silence: a stream is never silent for long.
      const leaving = setTimeout(() => sent.destroy(new Error('left')), leaveAfterMs ?? MOST_WAIT_MS)
      sent.on('close', () => clearTimeout(leaving))
      sent.end(body)
    })
}
