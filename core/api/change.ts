/** An event of GET /api/changes: tiles of a layer that changed. */
export interface TileChange {
  layer: string
  version: number
  /** "z/x/y" of tiles that changed; those deeper than `deepest` changed if they lie under one of that zoom level. */
  tiles: string[]
  deepest: number
}

/** An event of GET /api/changes: a layer is drawn in another way from now on; "*" when that may be so of any. */
export interface StyleChange {
  layer: string
  style: number
}
