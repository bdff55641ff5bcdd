import type { Page } from 'playwright-core'
import { lonLatToMercator } from '../../core/geo/tile.ts'

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

type LonLat = readonly [lon: number, lat: number]

/**
 * How many pixels around a place the map's own canvases (marks and outlines; points and areas are WebGL) show in the
 * colour of marks, #0b5246, solid, and in its wash over villages.
 */
export async function markedPixels(
  page: Page,
  [lon, lat]: LonLat,
  reach = 13,
): Promise<{ solid: number; wash: number }> {
  return page.evaluate(
    ([coordinate, around]) => {
      const element = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map')
      const { ol } = (element as unknown as MapInPage).plan
      ol.renderSync()
      const [x = 0, y = 0] = ol.getPixelFromCoordinate(coordinate)
      const counts = { solid: 0, wash: 0 }
      for (const canvas of ol.getTargetElement().querySelectorAll('canvas')) {
        const context = canvas.getContext('2d')
        if (!context || canvas.clientWidth === 0) continue
        const ratio = canvas.width / canvas.clientWidth
        const side = Math.round(2 * around * ratio)
        const { data } = context.getImageData((x - around) * ratio, (y - around) * ratio, side, side)
        for (let i = 0; i < data.length; i += 4) {
          const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4)
          const isMark = Math.abs(red - 11) < 30 && Math.abs(green - 82) < 30 && Math.abs(blue - 70) < 30
          if (isMark && alpha > 200) counts.solid++
          else if (isMark && alpha > 20 && alpha < 60) counts.wash++
        }
      }
      return counts
    },
    [lonLatToMercator(lon, lat), reach] as const,
  )
}

/** Whether a place (degrees) lies in what the map shows. */
export async function isInView(page: Page, [lon, lat]: LonLat): Promise<boolean> {
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
