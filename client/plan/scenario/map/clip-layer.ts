import RenderEvent from 'ol/render/Event.js'
import type { ScoreLayer } from '../../map/score-layer.ts'

/**
 * Lets a layer show left or right of the divider only, until `signal` ends. `split`: the share of the map's width at
 * the left, 0–1. Clips where the finished layer is laid on the canvas, which by then is cleared as a whole.
 */
export function clipLayer(
  layer: ScoreLayer,
  { side, split }: { side: 'left' | 'right'; split: () => number },
  signal: AbortSignal,
): void {
  const before = (event: unknown) => {
    if (!(event instanceof RenderEvent) || !isWebGl(event.context)) return
    const { context } = event
    const { drawingBufferWidth: width, drawingBufferHeight: height } = context
    const at = Math.round(split() * width)
    const [west, east] = side === 'left' ? [0, at] : [at, width]
    context.enable(context.SCISSOR_TEST)
    context.scissor(west, 0, east - west, height)
  }
  const after = (event: unknown) => {
    if (!(event instanceof RenderEvent) || !isWebGl(event.context)) return
    event.context.disable(event.context.SCISSOR_TEST)
  }
  layer.addEventListener('precompose', before)
  layer.addEventListener('postcompose', after)
  signal.addEventListener('abort', () => {
    layer.removeEventListener('precompose', before)
    layer.removeEventListener('postcompose', after)
  })
}

/** OpenLayers asks for WebGL 1; events carry contexts of either kind. */
function isWebGl(context: unknown): context is WebGLRenderingContext | WebGL2RenderingContext {
  return context instanceof WebGLRenderingContext || context instanceof WebGL2RenderingContext
}
