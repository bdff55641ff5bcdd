/** What became of a layer's tiles: which of them open maps have to fetch again. */
export interface TileChange {
  layer: string
  version: number
  /** "z/x/y" of tiles that changed; below the deepest zoom named, all that lie under them. */
  tiles: string[]
  deepest: number
}
