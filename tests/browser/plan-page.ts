import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createRandom } from '../../core/random/random.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { openStore } from '../support/open-store.ts'
import { OFFICE, PASSWORD } from '../support/start-test-server.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { desktop, ViewerHost } from './viewer-page.ts'

/** The fixture district's, by code. */
export const VILLAGES = [
  '62.99.01.2001',
  '62.99.01.2002',
  '62.99.01.1003',
  '62.99.02.2001',
  '62.99.02.2002',
  '62.99.02.2003',
]
const CORNERS = [
  [111, -2.2],
  [111.1, -2.2],
  [111.2, -2.2],
  [111, -2.1],
  [111.1, -2.1],
  [111.2, -2.1],
] as const

/** The office as programs name themselves. */
export const admin = { authorization: OFFICE.Authorization }

/** Weights under which the proposals differ. */
export const WEIGHTS = { urgency: 90, areaPoverty: 35, cost: 10, readiness: 55, beneficiaries: 77 }

/** The planner's page with these weights. */
export function addressOf(weights: Readonly<Record<string, number>>): string {
  const written = Object.entries(weights).map((pair) => pair.join(':'))
  return `/rencana?year=2026&w=${written.join(',')}`
}

export const slider = (page: Page, name: string) =>
  page.locator(`input[type=range][aria-label="Bobot ${name}"]`)

export interface StudyLine {
  code: string
  first: number
  aboveLine: number
  low: number
  high: number
}

/** The planner's page over the fixture district with more proposals of 2026, whose values differ. */
export class PlanHost {
  readonly viewer: ViewerHost

  constructor(viewer: ViewerHost) {
    this.viewer = viewer
  }

  static async start(proposals = 600): Promise<PlanHost> {
    const store = await openStore('district')
    const folder = mkdtempSync(join(tmpdir(), 'petausul-plan-'))
    try {
      const options = { signal: new AbortController().signal, onProgress: () => {} }
      await runImport(store.database, writePackage(folder, proposals), options)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const database = { ...store.database, close: () => store.close() }
    return new PlanHost(await ViewerHost.start({ database }))
  }

  get url(): string {
    return this.viewer.server.url
  }

  /** Asks as the administrator. */
  async ask<Answer>(path: string, body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...admin }
    const response = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  /** A study of robustness from its start to its end. */
  async study(question: object): Promise<StudyLine[]> {
    const studies = '/api/rankings/robustness'
    const { id } = await this.ask<{ id: string }>(studies, question)
    for (;;) {
      const response = await fetch(`${this.url}${studies}/${id}`, { headers: admin })
      const job = (await response.json()) as { state: string; result?: { items: StudyLine[] } }
      if (job.result) return job.result.items
      if (job.state !== 'running') throw new Error(`the study is ${job.state}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  /** An empty page of someone who is signed in. */
  async signedIn(viewport = desktop): Promise<Page> {
    const page = await this.viewer.blank(viewport)
    const data = { password: PASSWORD }
    await page.context().request.post(`${this.url}/api/session`, { data, headers: { origin: this.url } })
    return page
  }

  /** A page of someone who is signed in, once map and ranking are there. */
  async open(path = '/rencana?year=2026', viewport = desktop): Promise<Page> {
    const page = await this.signedIn(viewport)
    await this.go(page, path)
    return page
  }

  /** Opens another address of the planner in a page, until map and ranking are there. */
  async go(page: Page, path: string): Promise<void> {
    await page.goto(this.url + path)
    await page.locator('pu-plan-map canvas').first().waitFor()
    await page.locator('pu-rank-table .row').first().waitFor({ state: 'attached' })
  }
}

/** The table is answered as it is beyond 100,000 proposals: the first rows, of more. Lines that tell its progress pass. */
export async function cutTable(page: Page): Promise<void> {
  await page.route('**/api/alternatives?*', async (route) => {
    if (route.request().headers().accept === 'application/x-ndjson') return await route.continue()
    const answer = (await (await route.fetch()).json()) as { count: number }
    await route.fulfill({ json: { ...answer, truncated: true, total: answer.count + 5 } })
  })
}

function writePackage(folder: string, count: number): string {
  cpSync(join(FIXTURE_DISTRICT, '..'), folder, { recursive: true })
  const manifest = JSON.parse(readFileSync(FIXTURE_DISTRICT, 'utf8')) as { proposals: unknown[] }
  manifest.proposals.push({ file: 'usulan_rencana.geojson', format: 'petausul', year: 2026 })
  const features = Array.from({ length: count }, (_, at) => makeProposal(at))
  writeFileSync(
    join(folder, 'usulan_rencana.geojson'),
    JSON.stringify({ type: 'FeatureCollection', features }),
  )
  writeFileSync(join(folder, 'district.json'), JSON.stringify(manifest))
  return join(folder, 'district.json')
}

/** The same proposal for the same number, in one of the six villages; every fiftieth is a line. */
function makeProposal(at: number) {
  const random = createRandom(at + 1)
  const village = random.below(VILLAGES.length)
  const [west, south] = CORNERS[village]!
  const point = () => [west + 0.01 + random.unit() * 0.08, south + 0.01 + random.unit() * 0.08]
  const geometry =
    at % 50 === 7
      ? { type: 'LineString', coordinates: [point(), point()] }
      : { type: 'Point', coordinates: point() }
  const properties = {
    sourceId: `R-${String(at).padStart(5, '0')}`,
    title: `Usulan ${at} ${['jalan', 'jembatan', 'sumur bor', 'ruang kelas'][random.below(4)]}`,
    status: ['submitted', 'verified', 'accepted'][random.below(3)],
    stage: 'district',
    source: 'musrenbang',
    sector: ['public-works', 'education', 'health'][random.below(3)],
    costRupiah: 10_000_000 * (1 + random.below(300)),
    villageCode: VILLAGES[village],
    urgency: 1 + random.below(5),
    months: 1 + random.below(24),
    readiness: random.below(4),
    planMatch: random.below(3),
    ...(random.below(10) > 0 ? { beneficiaries: 20 + random.below(2000) } : {}),
  }
  return { type: 'Feature', properties, geometry }
}
