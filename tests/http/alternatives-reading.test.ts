import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import express from 'express'
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkDecision } from '../../core/decision/check-decision.ts'
import { readDecision } from '../../core/decision/read-decision.ts'
import { rankingRoutes } from '../../server/http/routes/planning/ranking-routes.ts'
import { mount } from '../../server/http/routing/mount.ts'
import { AlternativeStore } from '../../server/prioritise/alternative-store.ts'
import { makeAlternativeTable } from '../../server/prioritise/alternative-table.ts'
import { makeRankingContext, type RankingContext } from '../../server/prioritise/ranking-context.ts'
import { readRobustnessBody } from '../../server/prioritise/ranking-request.ts'
import { startRobustness } from '../../server/prioritise/start-robustness.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { administrator, post, startRankingServer, YEAR } from './ranking-store.ts'
import { gateOf } from './route-gate.ts'

const PAGE_ROWS = 7
const inLines = { Accept: 'application/x-ndjson' }
const filter = { year: String(YEAR), status: 'all' }

let server: TestServer
const contexts: RankingContext[] = []
const listeners: Server[] = []
beforeAll(async () => {
  server = await startRankingServer()
})
afterAll(async () => {
  for (const listener of listeners) {
    listener.closeAllConnections()
    listener.close()
  }
  for (const context of contexts) context.close()
  await server.close()
})

interface Gate {
  /** Pages of alternatives asked of the database. */
  pages: number
  /** Resolved when the page is asked for that the gate holds. */
  readonly reached: Promise<void>
  /** Lets that page through; resolves when the database has answered. */
  open(): Promise<void>
}

/** The database, with one page of alternatives held until its gate is opened. */
function gated(knex: Knex, held: number): { knex: Knex; gate: Gate } {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const open = () => {
    opened.resolve()
    return answered.promise
  }
  const gate: Gate = { pages: 0, reached: reached.promise, open }
  async function raw(...statement: Parameters<Knex['raw']>) {
    const isPage = String(statement[0]).includes('code_bytes')
    const isHeld = isPage && ++gate.pages === held
    if (isHeld) {
      reached.resolve()
      await opened.promise
    }
    const answer = await knex.raw(...statement)
    if (isHeld) answered.resolve()
    return answer
  }
  const get = (target: Knex, name: keyof Knex) => (name === 'raw' ? raw : target[name])
  return { knex: new Proxy(knex, { get } as ProxyHandler<Knex>), gate }
}

/** The routes of rankings, whose alternatives are read some rows at a time. */
async function serveApp(heldPage = 0) {
  const { knex, gate } = gated(server.database.read, heldPage)
  const context = makeRankingContext(server.database.read, () => {})
  const { calculator } = context
  const store = new AlternativeStore({ knex, calculator, mostBytes: 1e6, pageRows: PAGE_ROWS })
  contexts.push(context)
  const left = { count: 0 }
  const listener = express()
    .use((_request, response, next) => {
      response.once('close', () => left.count++)
      next()
    })
    .use(mount(rankingRoutes, { ...context, store }, gateOf(server.database)))
    .listen(0)
  listeners.push(listener)
  await once(listener, 'listening')
  const url = `http://localhost:${(listener.address() as AddressInfo).port}`
  return {
    gate,
    left,
    context: { ...context, store },
    ask: (path: string, init?: RequestInit) => fetch(url + path, init),
  }
}

async function linesOf<Result>(answer: Response): Promise<{ shares: number[]; result: Result | undefined }> {
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { share?: number; result?: Result })
  return { shares: lines.flatMap(({ share }) => share ?? []), result: lines.at(-1)?.result }
}

/** Shares that a person sees grow to the whole: more than a few, none twice or less than the one before. */
function expectGrowing(shares: number[]): void {
  expect(shares.length).toBeGreaterThan(5)
  expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b))
  expect(shares[0]).toBeGreaterThan(0)
  expect(shares.at(-1)).toBe(1)
}

const TABLE = `/api/alternatives?year=${YEAR}`
const asked = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  ...{ method: 'POST', body: JSON.stringify(body) },
  headers: { 'Content-Type': 'application/json', ...administrator, ...headers },
})

describe('the reading of alternatives', () => {
  it('tells how far it is to who asks for the table in lines, and gives the table as any other', async () => {
    const { ask } = await serveApp()
    const { shares, result } = await linesOf(await ask(TABLE, { headers: inLines }))
    expectGrowing(shares)
    const text = await (await server.get(TABLE)).text()
    const whole = JSON.parse(text) as { count: number; total: number }
    const { count, total } = whole
    expect(result).toEqual({ count, total, bytes: Buffer.byteLength(text) })
    expect(await readJson(await ask(TABLE))).toEqual(whole)
  })

  it.each([
    ['/api/rankings', { filter, weights: { urgency: 3 }, limit: 5 }],
    ['/api/rankings/weights', { entropy: { filter } }],
    [
      '/api/rankings/agreement',
      { filter, sets: [1, 2].map((n) => ({ name: `${n}`, weights: { urgency: n, cost: 3 - n } })), top: 3 },
    ],
  ])('tells it to who waits for %s, with the answer that comes without lines', async (path, body) => {
    const { ask } = await serveApp()
    const { shares, result } = await linesOf(await ask(path, asked(body, inLines)))
    expectGrowing(shares)
    expect(result).toEqual(await readJson(await post(server, path, body)))
    // What is known already is not read again.
    expect((await linesOf(await ask(path, asked(body, inLines)))).shares.at(0)).toBe(1)
  })

  it('tells it to who waits for a score, and says before the first line that there is no such proposal', async () => {
    const { ask } = await serveApp()
    const score = '/api/proposals/N-3/score'
    const { shares, result } = await linesOf(await ask(score, { headers: inLines }))
    expectGrowing(shares)
    expect(result).toEqual(await readJson(await server.get(score)))
    const unknown = await server.get('/api/proposals/tidak-ada/score', { headers: inLines })
    expect(unknown.status).toBe(404)
  })

  it('goes on for the one who stays, and ends at its page with the last who leaves', async () => {
    const { ask, gate, left } = await serveApp(3)
    const [one, other] = [new AbortController(), new AbortController()]
    const waits = ask(TABLE, { signal: one.signal }).catch(() => 'left')
    const watches = await ask(TABLE, { headers: inLines, signal: other.signal })
    const reader = watches.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('{"share":0.')
    await gate.reached
    one.abort()
    expect(await waits).toBe('left')
    other.abort()
    await expect(reader.read()).rejects.toThrow()
    await expect.poll(() => left.count).toBe(2)
    await gate.open()
    await setImmediate()
    expect(gate.pages).toBe(3)
    const { count } = await readJson<{ count: number }>(await ask(TABLE))
    expect(gate.pages).toBe(3 + Math.floor(count / PAGE_ROWS) + 1)
  })

  it('for a decision is one for values and raw values, which belong together whatever is written meanwhile', async () => {
    const { ask, gate } = await serveApp(2)
    const answered = ask('/api/rankings/decision', asked({ filter, weights: { urgency: 3 } }))
    await gate.reached
    // Of the first page, which has been read.
    const turn = () =>
      server.database.write.raw("UPDATE proposals SET urgency = 6 - urgency WHERE code = 'N-1'")
    await turn()
    try {
      await gate.open()
      const file = readDecision(await (await answered).text())
      for await (const { what, holds } of checkDecision(file, () => Promise.reject(new Error('no solver'))))
        expect(holds, what).toBe(true)
      expect(gate.pages).toBe(Math.floor(file.inputs.codes.length / PAGE_ROWS) + 1)
      const [urgency, row] = [
        file.criteria.findIndex(({ key }) => key === 'urgency'),
        file.inputs.codes.indexOf('N-1'),
      ]
      expect(file.inputs.raws?.[urgency]?.[row]).toBe(4)
    } finally {
      await turn()
    }
  })

  it('and the ranking of what was read serve every page, by PROMETHEE with what each wins and loses', async () => {
    const { ask, context } = await serveApp()
    const run = vi.spyOn(context.calculator, 'run')
    const pageAt = async (offset: number) =>
      readJson<{ items: { score: number; flows: { leaving: number; entering: number } }[] }>(
        await ask(
          '/api/rankings',
          asked({ filter, weights: { urgency: 3 }, method: 'promethee', offset, limit: 5 }),
        ),
      )
    const items = [...(await pageAt(0)).items, ...(await pageAt(5)).items]
    for (const { score, flows } of items) expect(flows.leaving - flows.entering).toBeCloseTo(score, 12)
    expect(run.mock.calls.map(([kind]) => kind)).toEqual(['alternatives', 'ranking', 'partial'])
  })

  it('begins no study for who left before it was read, and ends one whose id nobody has learned', async () => {
    const { ask, gate, left, context } = await serveApp(2)
    const start = vi.spyOn(context.jobs, 'start')
    const request = { filter, weights: { urgency: 3 }, samples: 100_000, line: { top: 9 } }
    const leaving = new AbortController()
    const listener = '/api/rankings/robustness'
    const first = ask(listener, { ...asked(request), signal: leaving.signal }).catch(() => 'left')
    await gate.reached
    leaving.abort()
    expect(await first).toBe('left')
    await expect.poll(() => left.count).toBe(1)
    await gate.open()
    await setImmediate()
    expect(start).not.toHaveBeenCalled()
    const reported = await linesOf<{ id: string }>(await ask(listener, asked(request, inLines)))
    expectGrowing(reported.shares)
    const jobs = context.jobs
    expect(jobs.get(reported.result!.id).state).toBe('running')
    const late = new AbortController()
    const { id } = await startRobustness(context, readRobustnessBody(request), { signal: late.signal })
    late.abort()
    await expect.poll(() => jobs.get(id).state).toBe('cancelled')
  })

  it('tells how many of the texts of a table have been read', async () => {
    const context = contexts[0]!
    const set = await context.store.get(filter)
    const reported: number[] = []
    const watch = {
      ...{ pageRows: 10, signal: new AbortController().signal },
      onProgress: ({ done, of }: { done: number; of: number }) => void reported.push(done / of),
    }
    const table = await makeAlternativeTable(server.database.read, set, watch)
    expect(reported.map((share) => Math.round(share * table!.count))).toEqual([10, 20, 30, 40, 50])
    const left = AbortSignal.abort(new Error('left'))
    await expect(makeAlternativeTable(server.database.read, set, { signal: left })).rejects.toThrow('left')
  })
})
