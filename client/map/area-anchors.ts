import type RenderFeature from 'ol/render/Feature.js'
import { type InteriorPlace, interiorPlace } from './interior-place.ts'

/** Where an area's name goes. */
export type Anchor = InteriorPlace & { code: string; name: string }

/**
 * Collects from the tiles of an area layer one place for each area's name: inside the largest piece seen so
 * far, per zoom level, so that a name does not wander while the map moves.
 */
export class AreaAnchors {
  readonly #byZoom = new Map<number, Map<string, Anchor>>()

  add(zoom: number, features: readonly RenderFeature[]): void {
    const anchors = this.#byZoom.get(zoom) ?? new Map<string, Anchor>()
    this.#byZoom.set(zoom, anchors)
    for (const feature of features) {
      const anchor = anchorOf(feature)
      if (anchor && anchor.area > (anchors.get(anchor.code)?.area ?? 0)) anchors.set(anchor.code, anchor)
    }
  }

  /** The anchors of the loaded level nearest to `zoom`, largest area first. */
  near(zoom: number): Anchor[] {
    const levels = [...this.#byZoom.keys()].sort((a, b) => Math.abs(a - zoom) - Math.abs(b - zoom))
    const level = this.#byZoom.get(levels[0] ?? -1)
    return level ? [...level.values()].sort((a, b) => b.area - a.area) : []
  }
}

function anchorOf(feature: RenderFeature): Anchor | null {
  const code = feature.get('code')
  const name = feature.get('name')
  if (typeof code !== 'string' || typeof name !== 'string' || !feature.getType().endsWith('Polygon'))
    return null
  const place = interiorPlace(feature)
  return place && { code, name, ...place }
}
