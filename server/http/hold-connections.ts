import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

/** Longer than the minute for which proxies and clients keep an idle connection: whoever sends on it does so before it is closed. */
const IDLE_MS = 72_000
/** How long the rest of a refused request is read and discarded. */
const LINGER_MS = 2_000
/** Answers to unreadable requests, by the error code of the parser. */
const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Makes connections end with an answer and never with a reset: idle ones are kept long enough, and input that is no HTTP request
 * (or has too long a head) is answered in problem+json before the connection is closed, even while its sender is still sending.
 */
export function holdConnections(server: Server): void {
  server.keepAliveTimeout = IDLE_MS
  const refused = new WeakSet<object>()
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket
    if (refused.has(socket)) return
    refused.add(socket)
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    socket.on('error', () => socket.destroy())
    socket.end(answerOf(STATUSES[error.code ?? ''] ?? 400))
    socket.resume()
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
  })
}

function answerOf(status: number): string {
  const title = STATUS_CODES[status] ?? ''
  const detail = 'The request could not be read'
  const body = JSON.stringify({ type: 'about:blank', title, status, detail })
  const headers = `Content-Type: application/problem+json\r\nContent-Length: ${body.length}\r\nConnection: close`
  return `HTTP/1.1 ${status} ${title}\r\n${headers}\r\n\r\n${body}`
}
