import Layer from 'ol/layer/Layer.js'
import type { FrameState } from 'ol/Map.js'
import type RenderFeature from 'ol/render/Feature.js'
import { number } from '../i18n/format-value.ts'
import { MapCanvas, pixelOf } from './map-canvas.ts'

type Bubble = { x: number; y: number; count: number }

/**
 * Neutral bubbles with a number for the points that stand for several proposals at low zooms. Their area
 * grows with the count; colour says nothing, since each stands for several statuses.
 */
export class CountBubbleLayer extends Layer {
  readonly #canvas = new MapCanvas()
  readonly #bubbles: (zoom: number) => readonly Bubble[]

  constructor(bubbles: (zoom: number) => readonly Bubble[], zIndex: number) {
    super({ zIndex })
    this.#bubbles = bubbles
  }

  override render(frame: FrameState): HTMLElement {
    const context = this.#canvas.begin(frame)
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    for (const bubble of this.#bubbles(frame.viewState.zoom)) drawBubble(frame, context, bubble)
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

/** 10 px for one, 26 px from some 500 on. */
export function bubbleRadius(count: number): number {
  return Math.min(26, 9 + Math.sqrt(count) * 0.75)
}

export function bubblesOf(features: readonly RenderFeature[]): Bubble[] {
  return features.flatMap((feature) => {
    const count = feature.get('point_count')
    const [x, y] = feature.getFlatCoordinates()
    return typeof count === 'number' && x !== undefined && y !== undefined ? [{ x, y, count }] : []
  })
}
