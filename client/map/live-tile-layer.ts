import WebGLVectorTileLayer from 'ol/layer/WebGLVectorTile.js'
import type RenderFeature from 'ol/render/Feature.js'
import type { PatchableTileSource } from './patchable-tile-source.ts'

/** What we need of a drawn tile's buffers: to hear when they are ready. */
interface TileBuffers {
  addEventListener(type: 'change', listener: () => void): void
}

interface BufferMaker {
  createTileRepresentation(options: unknown): TileBuffers
}

/**
 * A layer that also redraws when a tile's features were replaced. OpenLayers listens to a tile's buffers only until
 * they are ready for the first time; those of a patched tile are made anew in a worker, and would stay unseen
 * until something else moves the map.
 */
export class LiveTileLayer extends WebGLVectorTileLayer<PatchableTileSource, RenderFeature> {
  override createRenderer() {
    const renderer = super.createRenderer()
    const maker = renderer as unknown as BufferMaker
    const make = maker.createTileRepresentation.bind(renderer)
    maker.createTileRepresentation = (options) => {
      const buffers = make(options)
      buffers.addEventListener('change', () => this.changed())
      return buffers
    }
    return renderer
  }
}
