import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../../core/problem.ts'

/**
 * Writes a request's body to a file as it comes. Throws a 413 as soon as it is known to be larger than allowed;
 * the rest is read and thrown away, so that the sender comes to read that answer.
 */
export async function receiveBody(request: IncomingMessage, path: string, mostBytes: number): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes)
  try {
    await pipeline(upTo(mostBytes, request), createWriteStream(path))
  } catch (error) {
    request.resume()
    if (error instanceof Problem || !request.destroyed || request.complete) throw error
    throw new Problem({ title: 'Upload broken off', status: 400, detail: 'The sender left before the end' })
  }
}

async function* upTo(mostBytes: number, request: IncomingMessage): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    seen += (chunk as Buffer).length
    if (seen > mostBytes) throw tooLarge(mostBytes)
    yield chunk as Buffer
  }
}

function tooLarge(mostBytes: number): Problem {
  const expected = `at most ${mostBytes} bytes`
  return new Problem({
    title: 'Body too large',
    status: 413,
    detail: `body: expected ${expected}`,
    parameter: 'body',
    expected,
  })
}
