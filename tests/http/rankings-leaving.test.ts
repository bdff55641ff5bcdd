import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Problem } from '../../core/problem.ts'
import { rankingRoutes } from '../../server/http/routes/planning/ranking-routes.ts'
import { mount } from '../../server/http/routing/mount.ts'
import { Calculator } from '../../server/prioritise/calculator.ts'
import { PrioritiseThreads } from '../../server/prioritise/prioritise-threads.ts'
import { makeRankingContext, type RankingContext } from '../../server/prioritise/ranking-context.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { administrator, type RankingAnswer, startRankingServer, YEAR } from './ranking-store.ts'
import { gateOf } from './route-gate.ts'

let server: TestServer
let context: RankingContext
beforeAll(async () => {
  server = await startRankingServer()
  context = makeRankingContext(server.database.read, () => {})
})
afterAll(async () => {
  for (const listener of listeners) {
    listener.closeAllConnections()
    listener.close()
  }
  context.close()
  await server.close()
})

const listeners: Server[] = []
/** The routes of rankings with another calculator behind them. */
async function serveApp(calculator: Calculator) {
  const own: RankingContext = {
    ...makeRankingContext(server.database.read, () => {}),
    ...{ store: context.store, calculator },
  }
  const app = express().use(mount(rankingRoutes, own, gateOf(server.database)))
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (error instanceof Problem) response.status(error.body.status).json(error.body)
    else next(error)
  })
  const listener = app.listen(0)
  listeners.push(listener)
  await once(listener, 'listening')
  const url = `http://localhost:${(listener.address() as AddressInfo).port}`
  return (path: string, body: object, init: RequestInit = {}) =>
    fetch(url + path, {
      ...{ ...init, method: 'POST', body: JSON.stringify(body) },
      headers: { 'Content-Type': 'application/json', ...administrator, ...init.headers },
    })
}

const filter = { year: String(YEAR) }
const inLines = { Accept: 'application/x-ndjson' }

/** A calculator whose first work goes on until its signal; what comes after is calculated. */
function hold() {
  const [began, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<unknown>()]
  let asked = 0
  const run: Calculator['run'] = (kind, request, cells, watch = {}) => {
    if (++asked > 1) return context.calculator.run(kind, request, cells, watch)
    const { promise, reject } = Promise.withResolvers<never>()
    watch.signal?.addEventListener('abort', () => {
      ended.resolve(watch.signal?.reason)
      reject(watch.signal?.reason)
    })
    began.resolve()
    return promise
  }
  return { calculator: { run } as unknown as Calculator, began: began.promise, ended: ended.promise }
}

it.each([
  ['/api/rankings', { filter, weights: { urgency: 3 }, method: 'promethee' }],
  ['/api/rankings/weights', { entropy: { filter } }],
])('%s ends its work with the one who asked, and answers the next', async (path, body) => {
  const held = hold()
  const ask = await serveApp(held.calculator)
  const leaving = new AbortController()
  const left = ask(path, body, { signal: leaving.signal }).catch(() => 'left')
  await held.began
  leaving.abort()
  expect(await left).toBe('left')
  expect(String(await held.ended)).toContain('The client has left')
  expect((await ask(path, body)).status).toBe(200)
})

it('a ranking that two ask for goes on for the one who stays', async () => {
  const began = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  let asked = 0
  const run: Calculator['run'] = async (kind, request, cells, watch = {}) => {
    asked++
    began.resolve()
    await goOn.promise
    return context.calculator.run(kind, request, cells, watch)
  }
  const ask = await serveApp({ run } as unknown as Calculator)
  const question = { filter, weights: { cost: 5 } }
  const leaving = new AbortController()
  const left = ask('/api/rankings', question, { signal: leaving.signal }).catch(() => 'left')
  await began.promise
  const stays = ask('/api/rankings', question)
  leaving.abort()
  expect(await left).toBe('left')
  goOn.resolve()
  const { total } = await readJson<RankingAnswer>(await stays)
  expect(total).toBeGreaterThan(50)
  // Whichever came first at the server: never more than one for each who asked.
  expect(asked).toBeLessThanOrEqual(2)
})

it('a decision file’s thread is free for the next as soon as the one who asked has left', async () => {
  // One thread and no queue: whoever comes while it is taken is refused at once.
  const inThread = new Calculator(new PrioritiseThreads({ threads: 1, queueLimit: 0 }))
  const ends: Promise<string>[] = []
  const run: Calculator['run'] = (...work) => {
    const running = inThread.run(...work)
    ends.push(running.then(() => 'finished', String))
    return running
  }
  const ask = await serveApp({ run } as unknown as Calculator)
  const study = (samples: number) => ({
    ...{ filter, weights: { urgency: 3, cost: 2 }, method: 'promethee' },
    robustness: { samples, seed: 1, line: { top: 20 } },
  })
  const leaving = new AbortController()
  const first = await ask('/api/rankings/decision', study(1_000_000), {
    ...{ headers: inLines, signal: leaving.signal },
  })
  const { value } = await first.body!.getReader().read()
  expect(new TextDecoder().decode(value)).toContain('"share":0')
  const small = async () => (await ask('/api/rankings/decision', study(1000))).status
  expect(await small()).toBe(503)
  leaving.abort()
  expect(await ends[0]).toContain('The client has left')
  await expect.poll(small, { timeout: 20_000 }).toBe(200)
})
