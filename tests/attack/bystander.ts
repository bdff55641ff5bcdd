import type { Client, Reply } from './request.ts'

/** What everybody else asks meanwhile. */
const reads = [
  '/healthz',
  '/',
  '/usulan',
  '/api/layers',
  '/api/proposals?limit=20',
  '/api/search?q=jalan',
  '/tiles/proposals/9/419/261.mvt?properties=locationQuality,status',
  '/tiles/areas-village/10/839/522.mvt',
  '/ogc/collections/areas-village/items?limit=10',
  '/wms?service=WMS&version=1.3.0&request=GetMap&layers=areas-village&styles=&crs=EPSG:4326&bbox=-4,114.9,-3.5,115.5&width=256&height=256&format=image/png',
] as const

export interface Slow {
  path: string
  ms: number
  status: number
}

/** Somebody who looks at the map and submits proposals while others attack; notes what took long, failed or was lost. */
export class Bystander {
  readonly acknowledged: string[] = []
  readonly slow: Slow[] = []
  readonly failed: Slow[] = []
  readonly times: number[] = []
  /** Told to come back, with Retry-After. */
  toldLater = 0
  readonly #client: Client
  readonly #villageCode: string
  readonly #slowMs: number

  constructor(client: Client, villageCode: string, slowMs: number) {
    this.#client = client
    this.#villageCode = villageCode
    this.#slowMs = slowMs
  }

  /** One request after the other until asked to stop. */
  async live(goesOn: () => boolean): Promise<void> {
    for (let turn = 0; goesOn(); turn++) {
      await this.#read(reads[turn % reads.length]!)
      if (turn % 3 === 0) await this.#submit(turn)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Those of the acknowledged that the server no longer knows. */
  async lost(): Promise<string[]> {
    const lost: string[] = []
    for (const code of this.acknowledged) {
      const { status } = await this.#client(`/api/proposals/${code}`)
      if (status !== 200) lost.push(code)
    }
    return lost
  }

  async #read(path: string): Promise<void> {
    await this.#note(path, () => this.#client(path))
  }

  async #submit(turn: number): Promise<void> {
    const body = JSON.stringify({ title: `Perbaikan talud ${turn}`, villageCode: this.#villageCode })
    const headers = { 'content-type': 'application/json' }
    const path = '/api/proposals'
    const reply = await this.#note(`POST ${path}`, () =>
      this.#client(path, { method: 'POST', headers, body }),
    )
    if (reply?.status === 201) this.acknowledged.push((JSON.parse(reply.body) as { code: string }).code)
  }

  async #note(path: string, ask: () => Promise<Reply>): Promise<Reply | undefined> {
    const began = performance.now()
    try {
      const reply = await ask()
      this.times.push(reply.ms)
      if (reply.ms > this.#slowMs) this.slow.push({ path, ms: reply.ms, status: reply.status })
      if (reply.status === 503 && reply.headers['retry-after'] !== undefined) this.toldLater += 1
      else if (reply.status >= 400) this.failed.push({ path, ms: reply.ms, status: reply.status })
      return reply
    } catch {
      this.failed.push({ path, ms: performance.now() - began, status: 0 })
      return undefined
    }
  }
}
