import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DrainingServer } from './draining-server.ts'
import { holdConnections } from './hold-connections.ts'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface OpenPort {
  readonly server: DrainingServer
  readonly url: string
  /** What is being prepared, and how much of it is done (0–1), for /readyz. */
  note(step: string, share: number): void
  /** Passes all requests on from now on, beginning with those that waited. */
  serve(handler: RequestHandler): void
}

/** How long a request that arrives before the app is ready waits, so that a short start only looks like a slow page. */
const WAIT_MS = 10_000
const RETRY_AFTER_SECONDS = 2
/** Requests that may wait; further ones are asked to come back. */
const MOST_WAITING = 500

const starting = {
  title: 'Starting',
  status: 503,
  detail: 'The server has begun to start and does not answer this yet; ask again in a moment',
}

/** Listens at once, before the database is open: probes are answered here, everything else waits for `serve`. */
export async function openPort(
  { port, host }: { port: number; host: string },
  waitMs = WAIT_MS,
): Promise<OpenPort> {
  let handler: RequestHandler | undefined
  let preparing = { step: '', share: 0 }
  const waiting = new Set<() => void>()
  const server = new DrainingServer()
  holdConnections(server)
  server.onRequest((request, response) => {
    if (handler) handler(request, response)
    else if (!answerProbe(request, response, preparing)) wait(request, response)
  })
  const url = await listen(server, port, host)

  function wait(request: IncomingMessage, response: ServerResponse): void {
    if (waiting.size >= MOST_WAITING) {
      send(response, starting)
      return
    }
    const leave = () => {
      clearTimeout(late)
      waiting.delete(go)
      response.off('close', leave)
    }
    const go = () => {
      leave()
      handler?.(request, response)
    }
    const late = setTimeout(() => {
      leave()
      send(response, starting)
    }, waitMs)
    waiting.add(go)
    response.on('close', leave)
  }

  return {
    server,
    url,
    note(step, share) {
      preparing = { step, share }
    },
    serve(next) {
      handler = next
      for (const go of [...waiting]) go()
    },
  }
}

function answerProbe(request: IncomingMessage, response: ServerResponse, loading: object): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const path = request.url?.split('?', 1)[0]
  if (path === '/healthz') send(response, { status: 'ok' }, 200)
  else if (path === '/readyz') send(response, { status: 'not ready', loading }, 503)
  else return false
  return true
}

function send(response: ServerResponse, body: object, status = starting.status): void {
  const text = JSON.stringify(body === starting ? { type: 'about:blank', ...body } : body)
  const { req: request } = response
  response.writeHead(status, {
    'Content-Type': body === starting ? 'application/problem+json' : 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(status === 503 ? { 'Retry-After': RETRY_AFTER_SECONDS } : {}),
    // An unread body would be taken for the next request on this connection.
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { Connection: 'close' }),
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
  return `http://${name}:${address.port}`
}
