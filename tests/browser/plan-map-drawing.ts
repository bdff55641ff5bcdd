import type { Page } from 'playwright-core'
import { lonLatToMercator } from '../../core/geo/tile.ts'

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

interface MapInPage {
  plan: {
    ol: {
      renderSync(): void
      getPixelFromCoordinate(at: number[]): number[]
      getTargetElement(): HTMLElement
      getView(): { calculateExtent(): number[] }
    }
  }
}

/**
 * What the map's own canvases (marks and outlines; points and areas are WebGL) show `away` CSS pixels to the right of a
 * place: the colour of the topmost that shows anything there, or null where none does.
 */
export async function drawnBeside(
  page: Page,
  [lon, lat]: readonly [number, number],
  away = 0,
): Promise<Colour | null> {
  return page.evaluate(
    ([coordinate, right]) => {
      const element = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map')
      const { ol } = (element as unknown as MapInPage).plan
      ol.renderSync()
      const [x = 0, y = 0] = ol.getPixelFromCoordinate(coordinate)
      const canvases = [...ol.getTargetElement().querySelectorAll('canvas')].reverse()
      for (const canvas of canvases) {
        const context = canvas.getContext('2d')
        if (!context || canvas.clientWidth === 0) continue
        const ratio = canvas.width / canvas.clientWidth
        const { data } = context.getImageData((x + right) * ratio, y * ratio, 1, 1)
        if (data[3]) return [data[0]!, data[1]!, data[2]!, data[3]!] as const
      }
      return null
    },
    [lonLatToMercator(lon, lat), away] as const,
  )
}

/** Whether a place (degrees) lies in what the map shows. */
export async function isInView(page: Page, [lon, lat]: readonly [number, number]): Promise<boolean> {
  return page.evaluate(
    ([x = 0, y = 0]) => {
      const element = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map')
      const [west = 0, south = 0, east = 0, north = 0] = (element as unknown as MapInPage).plan.ol
        .getView()
        .calculateExtent()
      return x >= west && x <= east && y >= south && y <= north
    },
    [...lonLatToMercator(lon, lat)],
  )
}
