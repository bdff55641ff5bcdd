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
 * count; colour says nothing, since each stands for several statuses.
 */
export class CountBubbleLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #tiles = new RecentTiles<{ level: number; bubbles: Bubble[] }>()
  readonly #merged = new Map<number, Bubble[]>()

  /** Takes over what a tile holds, in place of what it held before. */
  setTile(tile: VectorTile<RenderFeature>): void {
    const [level = 0] = tile.getTileCoord()
    const bubbles = bubblesOf(tile.getFeatures() ?? [], tile.extent ?? [])
    this.#tiles.set(tile.getTileCoord().join('/'), { level, bubbles })
    this.#merged.clear()
    this.changed()
  }

  /** The bubbles that a view of this zoom shows; the lower level serves between two. */
  at(viewZoom: number): readonly Bubble[] {
    const level = Math.floor(viewZoom - 1 + 1e-6)
    // Steps of half a level, so that bubbles hold still during most of a zoom and never while panning.
    const step = Math.floor(viewZoom * 2 + 1e-6) / 2
    const known = this.#merged.get(step)
    if (known) return known
    const all = this.#tiles
      .values()
      .filter((tile) => tile.level === level)
      .flatMap((tile) => tile.bubbles)
    const merged = mergeBubbles(all, (REACH_PIXELS * LEVEL_ZERO_RESOLUTION) / 2 ** (step - 1))
    this.#merged.set(step, merged)
    return merged
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
    for (const bubble of this.at(frame.viewState.zoom)) drawBubble(frame, context, bubble)
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

/** Points in a tile's buffer belong to its neighbour, which tells of them too. */
function bubblesOf(features: readonly RenderFeature[], extent: readonly number[]): Bubble[] {
  const [west = 0, south = 0, east = 0, north = 0] = extent
  const own = (x: number, y: number) => x >= west && x < east && y > south && y <= north
  return features.flatMap((feature) => {
    const count = feature.get('point_count')
    const [x, y] = feature.getFlatCoordinates()
    return typeof count === 'number' && x !== undefined && y !== undefined && own(x, y)
      ? [{ x, y, count }]
      : []
  })
}
