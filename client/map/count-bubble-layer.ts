import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { number } from '../i18n/format-value.ts'
import { type Box, MapCanvas, pixelOf } from './map-canvas.ts'
import { type Bubble, mergeBubbles } from './merge-bubbles.ts'
import { RecentTiles } from './recent-tiles.ts'

/** Resolution of level 0 of 512 px tiles, metres per pixel (OGC WebMercatorQuad at half the scale). */
const LEVEL_ZERO_RESOLUTION = 78_271.516964
const REACH_PIXELS = 48

/**
 * Neutral bubbles with a number for the points that stand for several proposals. Their size grows with the
 * count; colour says nothing, since each stands for several statuses. Where proposals lie at the very same place, such as
 * the middle of a village, a small number stands at the mark that covers the others.
 */
export class CountBubbleLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #tiles = new RecentTiles<{ level: number; bubbles: Bubble[]; stacks: Bubble[] }>()
  readonly #merged = new Map<number, Bubble[]>()

  /** Takes over what a tile holds, in place of what it held before, for the next frame. */
  setTile(tile: VectorTile<RenderFeature>): void {
    const [level = 0] = tile.getTileCoord()
    const points = pointsOf(tile.getFeatures() ?? [], tile.extent ?? [])
    const bubbles = points.filter(({ count }) => count > 1)
    this.#tiles.set(tile.getTileCoord().join('/'), { level, bubbles, stacks: stacksOf(points) })
    this.#merged.clear()
  }

  /** The bubbles that a view of this zoom shows; the lower level serves between two. */
  at(viewZoom: number): readonly Bubble[] {
    // Steps of half a level, so that bubbles hold still during most of a zoom and never while panning.
    const step = Math.floor(viewZoom * 2 + 1e-6) / 2
    const known = this.#merged.get(step)
    if (known) return known
    const all = this.#shown(viewZoom).flatMap((tile) => tile.bubbles)
    const merged = mergeBubbles(all, (REACH_PIXELS * LEVEL_ZERO_RESOLUTION) / 2 ** (step - 1))
    this.#merged.set(step, merged)
    return merged
  }

  #shown(viewZoom: number) {
    const level = Math.floor(viewZoom - 1 + 1e-6)
    return this.#tiles.values().filter((tile) => tile.level === level)
  }

  /** The squares that the bubbles cover, for labels to keep clear of. */
  boxes(frame: FrameState): Box[] {
    return this.at(frame.viewState.zoom).map((bubble) => {
      const [x = 0, y = 0] = pixelOf(frame, [bubble.x, bubble.y])
      const radius = bubbleRadius(bubble.count)
      return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    })
  }

  /** The bubble at a CSS pixel of the last frame, topmost first. */
  hit(frame: FrameState, pixel: readonly number[]): Bubble | undefined {
    const [x = 0, y = 0] = pixel
    return this.at(frame.viewState.zoom).findLast((bubble) => {
      const [left = 0, top = 0] = pixelOf(frame, [bubble.x, bubble.y])
      return Math.hypot(left - x, top - y) <= bubbleRadius(bubble.count) + 3
    })
  }

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    const { zoom } = frame.viewState
    const shown = zoom >= STACKS_ZOOM ? this.#shown(zoom) : []
    for (const { stacks } of shown) for (const stack of stacks) drawStack(frame, context, stack)
    for (const bubble of this.at(zoom)) drawBubble(frame, context, bubble)
    return this.#canvas.element
  }
}

function drawBubble(frame: FrameState, context: CanvasRenderingContext2D, bubble: Bubble): void {
  const [x = 0, y = 0] = pixelOf(frame, [bubble.x, bubble.y])
  const radius = bubbleRadius(bubble.count)
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = 'rgba(255, 255, 255, 0.94)'
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = '#3d4a58'
  context.stroke()
  context.font = `700 ${radius > 14 ? 12 : 11}px "Plus Jakarta Sans Variable", system-ui, sans-serif`
  context.fillStyle = '#1c2733'
  context.fillText(number(bubble.count), x, y + 0.5)
}

/** Pixels: 10 for one proposal, 26 from some 500 on. */
export function bubbleRadius(count: number): number {
  return Math.min(26, 9 + Math.sqrt(count) * 0.75)
}

/** From afar the numbers would hide the marks. */
const STACKS_ZOOM = 11
const STACK_OFFSET_PIXELS = 9

/** The number of those that share a place, at the upper right of their mark. */
function drawStack(frame: FrameState, context: CanvasRenderingContext2D, { x, y, count }: Bubble): void {
  const [left = 0, top = 0] = pixelOf(frame, [x, y])
  const text = number(count)
  context.font = '700 10px "Plus Jakarta Sans Variable", system-ui, sans-serif'
  const half = Math.max(7, context.measureText(text).width / 2 + 4)
  const [middle, line] = [left + STACK_OFFSET_PIXELS, top - STACK_OFFSET_PIXELS]
  context.beginPath()
  context.roundRect(middle - half, line - 7, half * 2, 14, 7)
  context.fillStyle = '#1c2733'
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = '#ffffff'
  context.stroke()
  context.fillStyle = '#ffffff'
  context.fillText(text, middle, line + 0.5)
}

/** Points in a tile's buffer belong to its neighbour, which tells of them too. */
function pointsOf(features: readonly RenderFeature[], extent: readonly number[]): Bubble[] {
  const [west = 0, south = 0, east = 0, north = 0] = extent
  const own = (x: number, y: number) => x >= west && x < east && y > south && y <= north
  return features.flatMap((feature) => {
    if (feature.getType() !== 'Point') return []
    const count = feature.get('point_count')
    const [x, y] = feature.getFlatCoordinates()
    if (x === undefined || y === undefined || !own(x, y)) return []
    return [{ x, y, count: typeof count === 'number' ? count : 1 }]
  })
}

/** Places at which several single points lie, one upon the other. */
export function stacksOf(points: readonly Bubble[]): Bubble[] {
  const stacks = new Map<string, Bubble>()
  for (const { x, y } of points.filter(({ count }) => count === 1)) {
    const key = `${x} ${y}`
    const stack = stacks.get(key) ?? { x, y, count: 0 }
    stack.count += 1
    stacks.set(key, stack)
  }
  return [...stacks.values()].filter(({ count }) => count > 1)
}
