import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badParameter } from '../../core/problem.ts'
import { answerWithProgress } from '../../server/http/answer/answer-with-progress.ts'

let server: Server
let url: string
/** How the work of the last request ended. */
let ended = Promise.withResolvers<unknown>()

beforeAll(async () => {
  const app = express()
  app.get('/waits', (request, response) =>
    answerWithProgress(request, response, ({ signal, onProgress }) => {
      onProgress({ done: 1, of: 4 })
      const { promise, reject } = Promise.withResolvers<never>()
      signal.addEventListener('abort', () => {
        ended.resolve(signal.reason)
        reject(signal.reason)
      })
      return promise
    }),
  )
  app.get('/fails', (request, response) =>
    answerWithProgress(request, response, async ({ onProgress }) => {
      onProgress({ done: 1, of: 2 })
      throw badParameter('sets', 'x', 'y')
    }),
  )
  server = app.listen(0)
  await once(server, 'listening')
  url = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const inLines = { headers: { accept: 'application/x-ndjson' } }

describe('an answer with progress', () => {
  test('comes line by line, and the work ends when the client leaves', async () => {
    ended = Promise.withResolvers()
    const leaving = new AbortController()
    const answer = await fetch(`${url}/waits`, { ...inLines, signal: leaving.signal })
    const reader = answer.body!.getReader()
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toBe('{"share":0.25}\n')
    leaving.abort()
    expect(String(await ended.promise)).toContain('The client has left')
  })

  test('ends the work too for a client that wanted no lines', async () => {
    ended = Promise.withResolvers()
    const leaving = new AbortController()
    const asking = fetch(`${url}/waits`, { signal: leaving.signal }).catch(() => 'left')
    setTimeout(() => leaving.abort(), 100)
    expect(await asking).toBe('left')
    expect(String(await ended.promise)).toContain('The client has left')
  })

  test('tells a fault that comes after the first line as its last line', async () => {
    const lines = (await (await fetch(`${url}/fails`, inLines)).text()).trim().split('\n')
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ problem: { status: 400, parameter: 'sets' } })
  })
})
