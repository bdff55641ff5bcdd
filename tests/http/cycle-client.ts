import { expect } from 'vitest'
import type { CycleAnswer } from '../../core/api/cycle.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

export const REGION = '62.99'
export const ZONE = 'Asia/Pontianak'

/** A moment so many hours from now, by the clock on the wall in Pontianak, as offices write it. */
export function hoursFromNow(hours: number): string {
  const WALL_AHEAD_HOURS = 7
  return new Date(Date.now() + (hours + WALL_AHEAD_HOURS) * 3_600_000).toISOString().slice(0, 19)
}

/** Asks routes of cycles as an administrator, with the version that was seen last. */
export class CycleClient {
  readonly #server: TestServer
  readonly #headers: Record<string, string>
  version = 0

  constructor(server: TestServer, cookie: { Cookie: string }) {
    this.#server = server
    this.#headers = { ...cookie, 'Content-Type': 'application/json' }
  }

  async ask(method: string, path: string, body?: object, ifMatch?: string): Promise<Response> {
    return await this.#server.get(path, {
      method,
      headers: { ...this.#headers, ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async create(planYear: number, more: object = {}): Promise<CycleAnswer> {
    const body = { region: REGION, planYear, timeZone: ZONE, tracks: ['desa', 'kelurahan'], ...more }
    const answer = await this.ask('POST', '/api/cycles', body)
    const cycle = await readJson<CycleAnswer>(answer)
    expect(answer.status).toBe(201)
    this.version = cycle.version
    return cycle
  }

  /** Changes the cycle from the version that was seen last. */
  async change(method: string, path: string, body?: object): Promise<CycleAnswer> {
    const answer = await this.ask(method, path, body, `"${this.version}"`)
    const cycle = await readJson<CycleAnswer>(answer)
    this.version = Number(answer.headers.get('etag')?.replaceAll('"', ''))
    return cycle
  }

  /** What stands of a stage, as a PUT takes it, with these changes. */
  stageBody(cycle: CycleAnswer, key: string, changes: object = {}): object {
    const stage = cycle.stages.find((one) => one.key === key)
    if (!stage) throw new Error(`no stage ${key}`)
    const { key: _key, kind: _kind, areas: _areas, ...settings } = stage
    return { ...settings, ...changes }
  }

  async setStage(cycle: CycleAnswer, key: string, changes: object): Promise<CycleAnswer> {
    const path = `/api/cycles/${cycle.planYear}/stages/${key}`
    return await this.change('PUT', path, this.stageBody(cycle, key, changes))
  }
}
