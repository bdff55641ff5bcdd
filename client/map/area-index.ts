import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { ringsHold } from '../../core/zones/rings.ts'
import { RecentTiles } from './recent-tiles.ts'

type Box = [west: number, south: number, east: number, north: number]

/** A piece of a village within one tile: flat rings of EPSG:3857, one behind the other, each up to its end. */
export interface AreaPiece {
  readonly code: string
  readonly flat: readonly number[]
  readonly ends: readonly number[]
}

export interface AreaTile {
  readonly level: number
  /** Of the tile, EPSG:3857; pieces reach a little beyond it. */
  readonly extent: readonly number[]
  readonly pieces: readonly AreaPiece[]
}

/** The villages of the loaded tiles: which lies at a place, where each lies, and their pieces to be drawn. */
export class AreaIndex {
  readonly #tiles = new RecentTiles<AreaTile>(128)
  readonly #boxes = new Map<string, Box>()
  readonly #names = new Map<string, string>()

  add(tile: VectorTile<RenderFeature>): void {
    const [level = 0] = tile.getTileCoord()
    const pieces = (tile.getFeatures() ?? []).flatMap((feature) => pieceOf(feature))
    for (const [piece, name] of pieces) {
      this.#names.set(piece.code, name)
      this.#widen(piece)
    }
    const loaded = { level, extent: tile.extent ?? [], pieces: pieces.map(([piece]) => piece) }
    this.#tiles.set(tile.getTileCoord().join('/'), loaded)
  }

  /** The village at a place (EPSG:3857) as a view of this zoom shows it. */
  at([x = 0, y = 0]: readonly number[], viewZoom: number): { code: string; name: string } | null {
    for (const { extent, pieces } of this.near(viewZoom)) {
      const [west = 0, south = 0, east = 0, north = 0] = extent
      if (x < west || x > east || y < south || y > north) continue
      const found = pieces.find((piece) => holds(piece, x, y))
      if (found) return { code: found.code, name: this.#names.get(found.code) ?? '' }
    }
    return null
  }

  nameOf(code: string): string | undefined {
    return this.#names.get(code)
  }

  /** Of what was loaded of it so far, EPSG:3857. */
  boxOf(code: string): Box | undefined {
    return this.#boxes.get(code)
  }

  /** Codes of the known villages of an area, itself among them: a district's code begins those of its villages. */
  under(code: string): string[] {
    return [...this.#names.keys()].filter((known) => known === code || known.startsWith(`${code}.`))
  }

  /** The tiles of the loaded level nearest to what a view of this zoom shows. */
  near(viewZoom: number): AreaTile[] {
    const all = this.#tiles.values()
    // Tiles are of 512 px: one level less than the view.
    const away = ({ level }: AreaTile) => Math.abs(level - Math.floor(viewZoom - 1 + 1e-6))
    const closest = Math.min(...all.map(away))
    return all.filter((loaded) => away(loaded) === closest)
  }

  #widen({ code, flat }: AreaPiece): void {
    const box: Box = this.#boxes.get(code) ?? [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < flat.length; i += 2) {
      const [x = 0, y = 0] = [flat[i], flat[i + 1]]
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
    this.#boxes.set(code, box)
  }
}

function pieceOf(feature: RenderFeature): [AreaPiece, string][] {
  const [code, name] = [feature.get('code'), feature.get('name')]
  if (typeof code !== 'string' || !feature.getType().endsWith('Polygon')) return []
  const flat = feature.getFlatCoordinates()
  return [[{ code, flat, ends: feature.getEnds() ?? [flat.length] }, String(name ?? code)]]
}

function holds({ flat, ends }: AreaPiece, x: number, y: number): boolean {
  const rings = ends.map((end, at) => flat.slice(ends[at - 1] ?? 0, end))
  return ringsHold(rings, x, y)
}
