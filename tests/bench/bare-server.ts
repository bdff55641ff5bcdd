import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The ceiling: node:http that sends the bytes it is given, and nothing else. */
process.once('message', (message: { body: string; headers: Record<string, string> }) => {
  const body = Buffer.from(message.body, 'base64')
  const headers = { ...message.headers, 'Content-Length': body.length }
  const server = createServer((_, response) => response.writeHead(200, headers).end(body))
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})
