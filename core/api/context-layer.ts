import type { Label } from '../proposal/label.ts'
import type { Authored } from './authored.ts'
import type { Items } from './items.ts'

export type ContextKind = 'xyz' | 'wms' | 'wfs' | 'ogc-features'

/** A layer of another office's map service that the viewer can show together with ours. */
export interface ContextLayer {
  id: string
  kind: ContextKind
  /** XYZ: a template with {z}, {x}, {y}; WMS and WFS: the service; OGC API: the landing page. */
  url: string
  /** Name of the layer, feature type or collection; null for XYZ. */
  layer: string | null
  title: Label
  /** Attribution that its licence asks for. */
  attribution: string
}

/** GET /api/context-layers. */
export interface ContextLayers extends Items<ContextLayer & Authored> {
  /** Origins that the operator allows. */
  readonly allowedHosts: readonly string[]
}
