import type RenderEvent from 'ol/render/Event.js'
import { getRenderPixel } from 'ol/render.js'
import type { ScoreLayer } from '../../map/score-layer.ts'

/**
 * Lets a layer draw left or right of the divider only, until `signal` ends. `split`: the share of the map's width at
 * the left, 0–1.
 */
export function clipLayer(
  layer: ScoreLayer,
  { side, split }: { side: 'left' | 'right'; split: () => number },
  signal: AbortSignal,
): void {
  const before = (event: RenderEvent) => {
    const gl = event.context
    if (!isWebGl(gl)) return
    const size = event.frameState?.size ?? [0, 0]
    const [width = 0, height = 0] = size
    const at = split() * width
    const [west = 0, south = 0] = getRenderPixel(event, [side === 'left' ? 0 : at, height])
    const [east = 0, north = 0] = getRenderPixel(event, [side === 'left' ? at : width, 0])
    gl.enable(gl.SCISSOR_TEST)
    gl.scissor(
      Math.round(west),
      Math.round(south),
      Math.max(0, Math.round(east) - Math.round(west)),
      Math.round(north - south),
    )
  }
  const after = ({ context }: RenderEvent) => {
    if (isWebGl(context)) context.disable(context.SCISSOR_TEST)
  }
  layer.on('prerender', before)
  layer.on('postrender', after)
  signal.addEventListener('abort', () => {
    layer.un('prerender', before)
    layer.un('postrender', after)
  })
}

/** OpenLayers asks for WebGL 1; events carry contexts of either kind. */
function isWebGl(context: unknown): context is WebGLRenderingContext | WebGL2RenderingContext {
  return context instanceof WebGLRenderingContext || context instanceof WebGL2RenderingContext
}
