import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { portfolioRoutes } from '../../server/http/routes/planning/portfolio-routes.ts'
import { mount } from '../../server/http/routing/mount.ts'
import { PortfolioService } from '../../server/portfolios/portfolio-service.ts'
import type { PortfolioSolver } from '../../server/portfolios/portfolio-solver.ts'
import { HIGHS_OPTIONS } from '../../server/prioritise/open-highs.ts'
import { readScoring } from '../../server/wiring/read-scoring.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { authorization } from './import-client.ts'
import { PortfolioClient, submitFourteen } from './portfolio-client.ts'
import { gateOf } from './route-gate.ts'

let store: TestStore
let server: TestServer
let portfolios: PortfolioService
let listener: Server
let path: string
/** How the solver’s first work of each kind was ended. */
const ended = Promise.withResolvers<unknown>()
const frontEnded = Promise.withResolvers<unknown>()
let questions = 0

function untilAborted(signal: AbortSignal, { resolve }: PromiseWithResolvers<unknown>): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => {
    resolve(signal.reason)
    reject(signal.reason)
  })
  return promise
}

/** Tells of its work once, and goes on until its signal; the second question it answers. */
const solver: PortfolioSolver = {
  solvePortfolio: () => Promise.reject(new Error('no portfolio is asked for here')),
  explainRefusal: (_request, { signal, onProgress }) => {
    onProgress({ done: 5, of: 20 })
    if (++questions > 1) {
      const reason = 'conflicts'
      return Promise.resolve({
        ...{ reason, proven: true, displaced: [], cameIn: [] },
        ...{ worthWith: Number.NaN, loss: Number.NaN },
      })
    }
    return untilAborted(signal, ended)
  },
  traceFront: (_request, { signal, onProgress }) => {
    const point = { value: 1, people: 2, costRupiah: 3, codes: ['A'], proven: true, gap: 0 }
    onProgress({ done: 1, of: 4, point })
    return untilAborted(signal, frontEnded)
  },
}

beforeAll(async () => {
  store = await openStore()
  server = await startTestServer({ database: { ...store.database, close: async () => {} } })
  await submitFourteen(server)
  const { id, chosen } = await new PortfolioClient(server).solve({
    ...{ filter: { year: '2030' }, budgetRupiah: 300_000_000, timeLimitSeconds: 20 },
  })
  const { rows } = await store.database.read.raw<{ rows: { code: string }[] }>(
    'SELECT code FROM proposals WHERE year = 2030 AND cost_rupiah IS NOT NULL',
  )
  const left = rows.find((row) => chosen.every(({ code }) => code !== row.code))
  path = `/api/portfolios/${id}/why/${left?.code}`
  portfolios = new PortfolioService({
    ...{ database: store.database, solver, whyNotSolver: solver, solverOptions: HIGHS_OPTIONS },
    ...{ readScoring, product: 'uji', onError: () => {} },
  })
  listener = express()
    .use(mount(portfolioRoutes, { database: store.database, portfolios }, gateOf(store.database)))
    .listen(0)
  await once(listener, 'listening')
})
afterAll(async () => {
  listener.closeAllConnections()
  listener.close()
  await portfolios.close()
  await server.close()
  await store.close()
})

const ask = (init: RequestInit = {}, asked = path) => {
  const url = `http://localhost:${(listener.address() as AddressInfo).port}${asked}`
  return fetch(url, { ...init, headers: { ...authorization, ...init.headers } })
}
it('"why not mine?" tells the time used, ends with the one who asked, and is answered to the next', async () => {
  const leaving = new AbortController()
  const answer = await ask({ headers: { accept: 'application/x-ndjson' }, signal: leaving.signal })
  const { value } = await answer.body!.getReader().read()
  expect(new TextDecoder().decode(value)).toBe('{"share":0.25}\n')
  leaving.abort()
  expect(String(await ended.promise)).toContain('The client has left')
  expect(await readJson(await ask())).toMatchObject({ reason: 'conflicts', proven: true })
  expect(questions).toBe(2)
})

it('a front tells a point as it is found, and ends with the one who asked', async () => {
  const leaving = new AbortController()
  const body = JSON.stringify({ filter: { year: '2030' }, budgetRupiah: 300_000_000 })
  const headers = { accept: 'application/x-ndjson', 'content-type': 'application/json' }
  const answer = await ask(
    { method: 'POST', body, headers, signal: leaving.signal },
    '/api/portfolios/front?points=4',
  )
  let text = ''
  for await (const piece of answer.body!) {
    text += new TextDecoder().decode(piece)
    if (text.split('\n').length > 2) break
  }
  const [part, share] = text.split('\n').map((line) => line && JSON.parse(line))
  expect(part).toMatchObject({ part: { people: 2, spentRupiah: 3, codes: ['A'], proven: true } })
  expect(share).toEqual({ share: 0.25 })
  leaving.abort()
  expect(String(await frontEnded.promise)).toContain('The client has left')
})
