import type { LayerChange } from '../api/watch-changes.ts'

/** Those of `tiles` ("z/x/y") that a change touched: named by it, or below one that it names at its deepest level. */
export function touched(tiles: readonly string[], { tiles: changed, deepest }: LayerChange): string[] {
  const named = new Set(changed)
  return tiles.filter((tile) => {
    const [z = 0, x = 0, y = 0] = tile.split('/').map(Number)
    const up = Math.max(0, z - deepest)
    return named.has(`${z - up}/${x >> up}/${y >> up}`)
  })
}
