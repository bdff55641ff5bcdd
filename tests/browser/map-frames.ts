import type { Page } from 'playwright-core'

/** Red, green, blue and opacity at places of the map, as one frame drew them. */
export type Frame = [number, number, number, number][]

interface OlMap {
  on(type: 'postrender', then: () => void): void
  once(type: 'rendercomplete', then: () => void): void
  render(): void
  getPixelFromCoordinate(coordinate: number[]): [number, number]
  getViewport(): HTMLElement
}
interface Watched {
  watchedFrames: Frame[]
}

interface Viewer {
  stack: { highlight: { getMapInternal(): OlMap } }
}

/** Until all that the view needs is loaded and drawn. */
export function untilAtRest(page: Page): Promise<void> {
  return page.evaluate(() => {
    const element = document.querySelector('pu-viewer')?.shadowRoot?.querySelector('pu-map')
    const map = (element as unknown as Viewer).stack.highlight.getMapInternal()
    return new Promise<void>((resolve) => {
      map.once('rendercomplete', resolve)
      map.render()
    })
  })
}

/**
 * Draws the viewer's map over and over from now on, and reads in every frame what it shows at places (EPSG:3857):
 * right after it was drawn, before the browser takes the picture away. A screen of one pixel a CSS pixel is assumed.
 */
export async function watchFrames(page: Page, places: readonly [number, number][]): Promise<void> {
  await page.evaluate((coordinates) => {
    const element = document.querySelector('pu-viewer')?.shadowRoot?.querySelector('pu-map')
    const map = (element as unknown as Viewer).stack.highlight.getMapInternal()
    const frames: Frame[] = []
    Object.assign(window, { watchedFrames: frames })
    const sheet = new OffscreenCanvas(1, 1)
    const drawing = sheet.getContext('2d', { willReadFrequently: true })!
    map.on('postrender', () => {
      const canvases = [...map.getViewport().querySelectorAll<HTMLCanvasElement>('.ol-layers canvas')]
      frames.push(
        coordinates.map((coordinate) => {
          const [x, y] = map.getPixelFromCoordinate(coordinate)
          drawing.clearRect(0, 0, 1, 1)
          for (const canvas of canvases) drawing.drawImage(canvas, -Math.round(x), -Math.round(y))
          return [...drawing.getImageData(0, 0, 1, 1).data] as Frame[number]
        }),
      )
    })
    const again = () => {
      map.render()
      requestAnimationFrame(again)
    }
    again()
  }, places)
}

/** All frames since watchFrames. */
export function framesOf(page: Page): Promise<Frame[]> {
  return page.evaluate(() => (window as unknown as Watched).watchedFrames)
}
