import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { scoreColours } from '../../client/plan/map/score-style.ts'

interface Drawn {
  once(type: string, then: () => void): void
  render(): void
}

/** Until all that the view needs is drawn, the areas and what lies over them. */
export async function mapAtRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const element = document.querySelector('pu-plan')?.shadowRoot?.querySelector('pu-plan-map')
    const { ground, ol } = (element as unknown as { plan: { ground: Drawn; ol: Drawn } }).plan
    const drawn = [ground, ol].map((map) => new Promise<void>((then) => map.once('rendercomplete', then)))
    for (const map of [ground, ol]) map.render()
    await Promise.all(drawn)
  })
}

/** Red, green and blue at the middle of the map. */
export async function centrePixel(page: Page): Promise<number[]> {
  const box = await page.locator('pu-plan-map').boundingBox()
  if (!box) throw new Error('no map')
  const clip = {
    x: Math.floor(box.x + box.width / 2),
    y: Math.floor(box.y + box.height / 2),
    width: 1,
    height: 1,
  }
  const { data } = PNG.sync.read(await page.screenshot({ clip }))
  return [...data.subarray(0, 3)]
}

/** The colour that most pixels of a square round the middle of the map have, as `#rrggbb`. */
export async function commonColour(page: Page, side = 160): Promise<string> {
  const box = await page.locator('pu-plan-map').boundingBox()
  if (!box) throw new Error('no map')
  const clip = {
    ...{ x: box.x + (box.width - side) / 2, y: box.y + (box.height - side) / 2 },
    ...{ width: side, height: side },
  }
  const { data } = PNG.sync.read(await page.screenshot({ clip }))
  const counts = new Map<string, number>()
  for (let i = 0; i < data.length; i += 4) {
    const colour = `#${data.subarray(i, i + 3).toString('hex')}`
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]![0]
}

export function rampColour(place: number): number[] {
  const at = place * (scoreColours.length - 1)
  const lower = Math.min(scoreColours.length - 2, Math.floor(at))
  const parts = (colour = '') => [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16))
  const [a, b] = [parts(scoreColours[lower]), parts(scoreColours[lower + 1])]
  return a.map((part, channel) => part + (b[channel]! - part) * (at - lower))
}

export interface Counted {
  buffers: number
  frames: number
}

/** Counts from now on what is sent to the graphics card: filled buffers, and frames by their draw calls. */
export async function countGraphics(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counted = window as unknown as Counted
    counted.buffers = 0
    counted.frames = 0
    for (const type of [WebGLRenderingContext, WebGL2RenderingContext]) {
      const { bufferData, drawElements } = type.prototype
      type.prototype.bufferData = function (this: WebGLRenderingContext, ...given: unknown[]) {
        counted.buffers++
        return Reflect.apply(bufferData, this, given)
      } as typeof bufferData
      type.prototype.drawElements = function (this: WebGLRenderingContext, ...given: unknown[]) {
        counted.frames++
        return Reflect.apply(drawElements, this, given)
      } as typeof drawElements
    }
  })
}

export function graphics(page: Page): Promise<Counted> {
  return page.evaluate(() => {
    const { buffers, frames } = window as unknown as Counted
    return { buffers, frames }
  })
}
