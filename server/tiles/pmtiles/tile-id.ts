import type { TileAddress } from '../../../core/geo/tile.ts'

/** Tiles of all zooms above this one: the id of the zoom's first tile. Exact up to zoom 26. */
export function firstTileId(z: number): number {
  return (4 ** z - 1) / 3
}

/** Id of a tile along the Hilbert curves of all zooms, one after another (PMTiles v3, section 4.1). */
export function tileId({ z, x, y }: TileAddress): number {
  let id = 0
  let [column, row] = [x, y]
  for (let half = 2 ** (z - 1); half >= 1; half /= 2) {
    const right = Math.floor(column / half) % 2
    const lower = Math.floor(row / half) % 2
    id += half * half * ((3 * right) ^ lower)
    column %= half
    row %= half
    if (lower === 0) {
      if (right === 1) {
        column = half - 1 - column
        row = half - 1 - row
      }
      ;[column, row] = [row, column]
    }
  }
  return firstTileId(z) + id
}

/** The tile of an id, and so the inverse of tileId. */
export function tileOfId(id: number): TileAddress {
  let z = 0
  while (firstTileId(z + 1) <= id) z++
  let rest = id - firstTileId(z)
  let [x, y] = [0, 0]
  for (let side = 1; side < 2 ** z; side *= 2) {
    const right = Math.floor(rest / 2) % 2
    const lower = (rest ^ right) & 1
    if (lower === 0) {
      if (right === 1) {
        x = side - 1 - x
        y = side - 1 - y
      }
      ;[x, y] = [y, x]
    }
    x += side * right
    y += side * lower
    rest = Math.floor(rest / 4)
  }
  return { z, x, y }
}
