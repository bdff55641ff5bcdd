import { FRAME, type Point } from './frame.ts'
import { createNoise } from './noise.ts'

/** The made-up relief. Every field is smooth enough to be cut by interpolation between nodes. */
export interface Terrain {
  /** Positive on land, negative at sea, zero on the shore; about one unit per 7 km from the shore. */
  shore(x: number, y: number): number
  /** Height above the sea in metres, for the drainage only. */
  elevation(x: number, y: number): number
  /** Positive inside the regency's inland border. */
  inside(x: number, y: number): number
  /** Positive in the strip of sea that the map shows. */
  seaStrip(x: number, y: number): number
}

const CENTRE: Point = [37_500, 37_000]

/** Where the main valley runs, so that the largest river reaches the sea near the middle of the coast. */
function valleyAxis(y: number): number {
  return 31_500 + 5_500 * Math.sin(y / 9_500 + 1.2)
}

/** How far out a point lies in a tilted ellipse: 0 at its centre, 1 on its edge. */
function ellipse(x: number, y: number, radii: Point): number {
  const dx = x - CENTRE[0]
  // The southern half reaches further, so that the border meets the sea beyond the capes.
  const dy = (y - CENTRE[1]) * (y < CENTRE[1] ? 0.66 : 1)
  const along = (dx * 0.97 + dy * 0.24) / radii[0]
  const across = (dy * 0.97 - dx * 0.24) / radii[1]
  return Math.hypot(along, across)
}

/** Positive where a point is more than 1.2 km from the frame's west, east and north sides. */
function clearance(x: number, y: number): number {
  return (Math.min(x, FRAME.width - x, FRAME.height - y) - 1_200) / 9_000
}

/** A smooth hump of height 1. */
function hump(x: number, y: number, at: Point, radii: Point): number {
  return Math.exp(-(((x - at[0]) / radii[0]) ** 2) - ((y - at[1]) / radii[1]) ** 2)
}

const islands = (x: number, y: number) =>
  2.1 * hump(x, y, [50_000, 8_600], [4_300, 2_700]) + 1.6 * hump(x, y, [57_600, 12_000], [1_900, 1_500])

/** The large forms of the coast: a cape in the west, the bay that holds the estuary, a cape in the east. */
const coastForms = (x: number, y: number) =>
  1.0 * hump(x, y, [19_500, 16_500], [4_200, 3_800]) -
  1.15 * hump(x, y, [33_500, 21_000], [5_600, 4_400]) +
  0.9 * hump(x, y, [43_500, 18_000], [3_200, 3_800]) -
  0.7 * hump(x, y, [58_000, 20_500], [4_800, 3_400])

export function createTerrain(seed: number): Terrain {
  const swell = createNoise({ seed: seed + 11, wavelengthMetres: 30_000, octaves: 2 })
  const coast = createNoise({ seed: seed + 23, wavelengthMetres: 11_000, octaves: 8, gain: 0.56 })
  const hills = createNoise({ seed: seed + 37, wavelengthMetres: 13_000, octaves: 5, gain: 0.55 })
  const border = createNoise({ seed: seed + 41, wavelengthMetres: 21_000, octaves: 8, gain: 0.52 })

  const shore = (x: number, y: number) => {
    const fromShore = (y - 18_500 - 4_500 * swell(x, y)) / 6_500
    // Far out the sea bed is level: only the two humps make islands there.
    const base = Math.max(fromShore, -1.5) + coastForms(x, y) + islands(x, y)
    // Noise cannot reach this far inland; most of the land is spared its octaves.
    return base > 2.2 ? base : base + 0.78 * coast(x, y)
  }
  const elevation = (x: number, y: number) => {
    const upland = Math.max(0, (y - 22_000) / 44_000)
    const valley = Math.abs(x - valleyAxis(y)) * (0.003 + 0.006 * upland)
    return 12 * shore(x, y) + 420 * upland ** 2 * (0.75 + 0.8 * hills(x, y)) + 14 * hills(x, y) + valley
  }
  return {
    shore,
    elevation,
    inside: (x, y) => {
      const land = 1 - ellipse(x, y, [30_500, 25_000]) + 0.24 * border(x, y)
      // Whatever the noise does, the border stays clear of the frame.
      return Math.max(Math.min(land, clearance(x, y)), 0.8 * islands(x, y) - 0.05)
    },
    // A rounded rectangle, so that the islands keep open water around them.
    seaStrip: (x, y) =>
      1 - Math.abs((x - 38_000) / 36_500) ** 5 - Math.abs((y - 33_000) / 32_000) ** 5 + 0.02 * border(x, y),
  }
}
