import type { LayerStyle } from '../../core/style/layer-style.ts'
import { type CompiledLayer, type CompileOptions, compileLayer } from './compile-layer.ts'

/** Scales of one style that are kept. */
const MOST_KEPT = 32

/** Styles as they were compiled, while their documents live: tile after tile of a map is drawn by the same one at the same scale. */
export class CompiledStyles {
  readonly #known = new WeakMap<LayerStyle, Map<string, CompiledLayer>>()

  get(style: LayerStyle, options: CompileOptions): CompiledLayer {
    const ofStyle = this.#known.get(style) ?? new Map<string, CompiledLayer>()
    this.#known.set(style, ofStyle)
    // Boxes of tiles of one zoom differ by rounding.
    const key = `${options.index} ${options.geometry} ${options.scale.denominator.toPrecision(8)}`
    const known = ofStyle.get(key)
    if (known) return known
    const compiled = compileLayer(style, options)
    if (ofStyle.size >= MOST_KEPT) ofStyle.clear()
    ofStyle.set(key, compiled)
    return compiled
  }
}
