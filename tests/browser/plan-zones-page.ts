import type { Page } from 'playwright-core'
import { lonLatToMercator } from '../../core/geo/tile.ts'
import type { PlanHost } from './plan-page.ts'
import { desktop } from './viewer-page.ts'

export type LonLat = readonly [number, number]

/** Across all six villages, of one of which the population is not known. */
export const around: readonly LonLat[] = [
  [111.04, -2.17],
  [111.24, -2.16],
  [111.25, -2.04],
  [111.05, -2.03],
]

/** The part of the page's own state that tests look into. */
interface ZonesInPage {
  store: {
    choose(tool: string): void
    step(drafts: object, patch: object): void
    state: {
      drafts: {
        zones: { id: string; name: string; note: string; shape: LonLat[][][] }[]
        open: string | null
      }
      sketch: LonLat[]
      preview: LonLat[][][] | null
    }
  }
}

/** The planner's page at the zones, over the six villages of the fixture district; on a desktop with its card folded. */
export async function openZones(host: PlanHost, viewport = desktop): Promise<Page> {
  const page = await host.signedIn(viewport)
  await page.goto(`${host.url}/rencana?tab=zones&year=2026&map=11/-2.1/111.15`)
  await ready(page)
  return page
}

/** The map, the tools and the six villages' borders are there. */
export async function ready(page: Page): Promise<void> {
  await page.locator('pu-plan-map canvas').first().waitFor()
  await page.getByRole('button', { name: 'Gambar poligon' }).waitFor()
  await page.waitForFunction(() => {
    const card = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
    const found = card as unknown as {
      unfolded: boolean
      session: { borders: { villages: Map<string, unknown> }; store: { state: { saved: unknown } } }
    }
    found.unfolded = false
    return found.session.borders.villages.size === 6 && found.session.store.state.saved !== null
  })
}

/** Clears the drafts: no zone, no drawing, no snapping, the pointer to edit with, the district in the middle. */
export async function clearZones(page: Page): Promise<void> {
  await page.unrouteAll()
  await page.evaluate(
    (center) => {
      const root = document.querySelector('pu-plan')?.shadowRoot
      const card = root?.querySelector('pu-zone-card')
      const { store } = (card as unknown as { session: ZonesInPage }).session
      store.choose('edit')
      store.step({ zones: [], open: null }, { snaps: false, fields: {} })
      const map = root?.querySelector('pu-plan-map') as unknown as {
        plan: {
          ol: {
            getView(): { setCenter(at: number[]): void; setZoom(zoom: number): void }
            renderSync(): void
          }
        }
      }
      const { ol } = map.plan
      ol.getView().setCenter(center)
      ol.getView().setZoom(11)
      ol.renderSync()
    },
    lonLatToMercator(111.15, -2.1),
  )
}

/** Where a place of the map is on the screen. */
export async function pixelOf(page: Page, [lon, lat]: LonLat): Promise<[number, number]> {
  return page.evaluate(
    (coordinate) => {
      const element = document
        .querySelector('pu-plan')
        ?.shadowRoot?.querySelector('pu-plan-map') as unknown as {
        plan: { ol: { getPixelFromCoordinate(at: number[]): number[]; getTargetElement(): HTMLElement } }
      }
      const [x = 0, y = 0] = element.plan.ol.getPixelFromCoordinate(coordinate)
      const { left, top } = element.plan.ol.getTargetElement().getBoundingClientRect()
      return [left + x, top + y]
    },
    lonLatToMercator(lon, lat),
  )
}

/** Where the map looks, once it rests: zoom and middle. */
export async function viewOf(page: Page): Promise<number[]> {
  const seen = await page.waitForFunction(() => {
    const map = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map')
    const view = (
      map as unknown as {
        plan: {
          ol: { getView(): { getAnimating(): boolean; getZoom(): number; getCenter(): number[] } }
        }
      }
    ).plan.ol.getView()
    return view.getAnimating() ? null : [view.getZoom(), ...view.getCenter()]
  })
  return (await seen.jsonValue()) ?? []
}

export async function clickAt(page: Page, place: LonLat): Promise<void> {
  const [x, y] = await pixelOf(page, place)
  await page.mouse.click(x, y)
}

export async function tapAt(page: Page, place: LonLat): Promise<void> {
  const [x, y] = await pixelOf(page, place)
  await page.touchscreen.tap(x, y)
}

/** Presses at one place and lets go at another, by small steps; a drag that goes on is awaited at its last place. */
export async function drag(page: Page, from: LonLat, to: LonLat, letGo = true): Promise<void> {
  const [x1, y1] = await pixelOf(page, from)
  const [x2, y2] = await pixelOf(page, to)
  await page.mouse.move(x1, y1)
  await page.mouse.down()
  for (let step = 1; step <= 10; step++)
    await page.mouse.move(x1 + ((x2 - x1) * step) / 10, y1 + ((y2 - y1) * step) / 10)
  if (letGo) await page.mouse.up()
  else await draggedTo(page, to)
}

/** The pointer's last move has come to the shape: what is asked for next is of no place on the way. */
async function draggedTo(page: Page, [lon, lat]: LonLat): Promise<void> {
  const pixel = 0.001
  await page.waitForFunction(
    ([x, y, near]) => {
      const card = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
      const { preview } = (card as unknown as { session: ZonesInPage }).session.store.state
      return preview?.flat(2).some(([px, py]) => Math.hypot(px - x, py - y) < near) ?? false
    },
    [lon, lat, pixel] as const,
  )
}

/** Presses a tool by its name. */
export async function choose(page: Page, tool: string): Promise<void> {
  await page.getByRole('toolbar').getByRole('button', { name: tool, exact: true }).click()
}

/** Draws a polygon point by point, and closes it on its first point. */
export async function drawPolygon(page: Page, places: readonly LonLat[]): Promise<void> {
  await choose(page, 'Gambar poligon')
  for (const place of places) await clickAt(page, place)
  await clickAt(page, places[0] ?? [0, 0])
}

export function zonesOf(page: Page): Promise<{ name: string; note: string; shape: LonLat[][][] }[]> {
  return page.evaluate(() => {
    const card = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
    const { store } = (card as unknown as { session: ZonesInPage }).session
    return store.state.drafts.zones.map(({ name, note, shape }) => ({ name, note, shape }))
  })
}

export function sketchOf(page: Page): Promise<LonLat[]> {
  return page.evaluate(() => {
    const card = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
    return (card as unknown as { session: ZonesInPage }).session.store.state.sketch
  })
}

/** What the card says beside a name, without its small print. */
export async function figure(page: Page, name: string): Promise<string> {
  const row = page.locator('pu-zone-card dl > div').filter({ has: page.locator('dt', { hasText: name }) })
  return (
    await row
      .locator('dd')
      .first()
      .evaluate((dd) => dd.firstChild?.nextSibling?.textContent ?? dd.textContent ?? '')
  ).trim()
}

/** Once the card's figures are of what is shown. */
export async function settled(page: Page): Promise<void> {
  await page.locator('pu-zone-card dl').first().waitFor()
  await page.waitForFunction(() => {
    const card = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-zone-card')
    const { figures, isStale, failure } = (
      card as unknown as { session: { store: { figures: { state: Record<string, unknown> } } } }
    ).session.store.figures.state
    return figures !== null && isStale === false && failure === null
  })
}

/** The same place on the whole shape's plane, closed for GeoJSON. */
export function geometryOf(shape: readonly (readonly (readonly LonLat[])[])[]) {
  return {
    type: 'MultiPolygon',
    coordinates: shape.map((rings) => rings.map((ring) => [...ring, ...ring.slice(0, 1)])),
  }
}
