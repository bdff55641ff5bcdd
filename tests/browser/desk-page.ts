import type { Page } from 'playwright-core'
import type { Grant } from '../../core/access/grant.ts'
import { accountWith } from '../http/account-with.ts'
import { desktop, ViewerHost } from './viewer-page.ts'

/** At the district's stage of the fixture district. */
export const HERE: Grant = { role: 'verifier', area: '62.99.01', stages: ['district'] }

export interface Decision {
  code: string
  action: string
  reason: string | null
  reason_code: string | null
}

/** The desk over the fixture district, with proposals that wait at one district's stage. */
export class DeskHost {
  readonly viewer: ViewerHost

  constructor(viewer: ViewerHost) {
    this.viewer = viewer
  }

  static async start(proposals: number): Promise<DeskHost> {
    const host = new DeskHost(await ViewerHost.start())
    await host.propose(proposals)
    return host
  }

  get url(): string {
    return this.viewer.server.url
  }

  /** Adds proposals in three villages, every tenth of them at a cost of twenty times what is usual; found by the prefix of their codes. */
  async propose(count: number, prefix = 'WARNA'): Promise<void> {
    await this.viewer.server.database.write.raw(
      `INSERT INTO proposals (code, package_id, year, source, title, problem, sector, stage, status, location_quality, public_quality,
         village_code, address, agency, cost_rupiah, volume, unit, geom, public_geom, stale)
       SELECT ?::text || lpad(n::text, 3, '0'), (SELECT id FROM packages LIMIT 1), 2026, 'musrenbang', 'Rabat beton gang ' || n || ' ' || lower(?::text),
         'Becek saat hujan', 'public-works', 'district', 'submitted', 'point', 'point',
         (ARRAY['62.99.01.2001', '62.99.01.2002', '62.99.01.1003'])[1 + n % 3], 'RT 0' || n % 9 || ' RW 02', 'Dinas PUPR',
         (100000000 + n * 100000) * CASE WHEN n % 10 = 0 THEN 20 ELSE 1 END, 100, 'm', place, place, false
       FROM generate_series(1, ?::int) n,
         LATERAL (SELECT ST_SetSRID(ST_MakePoint(111.01 + n % 17 * 0.005, -2.19 + n % 13 * 0.005), 4326) AS place) at`,
      [prefix, prefix, count],
    )
  }

  /** The desk of a new account, once its first proposal is there. */
  async open(path = '/meja', viewport = desktop, grants: readonly Grant[] = [HERE]): Promise<Page> {
    const page = await this.viewer.blank(viewport)
    await this.signIn(page, grants)
    await this.go(page, path)
    return page
  }

  async signIn(page: Page, grants: readonly Grant[] = [HERE]): Promise<void> {
    const { Cookie } = await accountWith(this.viewer.server, grants)
    const [name = '', value = ''] = Cookie.split('=')
    await page.context().addCookies([{ name, value, url: this.url }])
  }

  async go(page: Page, path: string): Promise<void> {
    await page.goto(this.url + path)
    await page.locator('.row').first().waitFor()
  }

  /** What was decided about these proposals, in the order in which it was. */
  async decisions(prefix: string): Promise<Decision[]> {
    const { rows } = await this.viewer.server.database.write.raw<{ rows: Decision[] }>(
      `SELECT p.code, d.action, d.reason, d.reason_code FROM decisions d JOIN proposals p ON p.id = d.proposal_id
       WHERE starts_with(p.code, ?::text) ORDER BY d.id`,
      [prefix],
    )
    return rows
  }
}

/** The code of the proposal that the card shows. */
export const chosen = (page: Page) => page.locator('.row[aria-current]').getAttribute('data-code')
export const rowOf = (page: Page, code: string) => page.locator(`.row[data-code="${code}"]`)
export const tabCount = async (page: Page, tab: string) =>
  Number(await page.locator(`#tab-${tab} b`).innerText())
