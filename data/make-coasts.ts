import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CoastRegion, regionOf } from '../client/map/coasts/coast-regions.ts'
import { encodeLine } from '../core/geo/encoded-line.ts'

/*
 * Makes client/map/coasts/coasts-*.json, the outline of the world's land that lies under every map, from Natural Earth 1:10m (public
 * domain) as the npm package world-atlas 2.0.2 carries it:
 *   npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && node data/make-coasts.ts package
 * Fine around Indonesia, coarse elsewhere, and a file for each region, so that it weighs no more than a small picture.
 */

type Position = readonly [lon: number, lat: number]

interface Topology {
  transform: { scale: Position; translate: Position }
  arcs: Position[][]
  objects: { land: { geometries: { arcs: number[][][] }[] } }
}

interface Detail {
  toleranceDegrees: number
  leastSquareDegrees: number
}

const NEAR: Detail = { toleranceDegrees: 0.015, leastSquareDegrees: 0.001 }
const FAR: Detail = { toleranceDegrees: 0.6, leastSquareDegrees: 1 }

function detailAt([lon, lat]: Position): Detail {
  return lon > 92 && lon < 143 && lat > -13 && lat < 9 ? NEAR : FAR
}

const [folder = '.'] = process.argv.slice(2)
const topology: Topology = JSON.parse(readFileSync(join(folder, 'land-10m.json'), 'utf8'))
const rings = outerRings(topology).filter(isLarge).map(simplify)
const byRegion = Map.groupBy(
  rings.filter((ring) => ring.length > 3),
  regionOf,
)
for (const [region, lands] of byRegion) writeRegion(region, lands)

function writeRegion(region: CoastRegion, lands: readonly Position[][]): void {
  const lines = lands.map((ring) => encodeLine(ring.slice(0, -1)))
  const target = fileURLToPath(new URL(`../client/map/coasts/coasts-${region}.json`, import.meta.url))
  writeFileSync(target, `${JSON.stringify({ rings: lines.join(' ') }, null, 2)}\n`)
  process.stdout.write(`${lines.length} coasts in ${target}\n`)
}

/** Of TopoJSON (specification 2.1.4): arcs of differences on a lattice, each shared by the rings that name it. */
function outerRings({ transform, arcs, objects }: Topology): Position[][] {
  const { scale, translate } = transform
  const decoded = arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([right, up]): Position => {
      x += right
      y += up
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
    })
  })
  const arcOf = (index: number) => (index < 0 ? (decoded[~index] ?? []).toReversed() : (decoded[index] ?? []))
  const polygons = objects.land.geometries.flatMap(({ arcs: parts }) => parts)
  return polygons.map(([outer = []]) =>
    outer.flatMap((index, at) => (at === 0 ? arcOf(index) : arcOf(index).slice(1))),
  )
}

function isLarge(ring: readonly Position[]): boolean {
  const twice = ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)
  const least = ring.some((position) => detailAt(position) === NEAR) ? NEAR : FAR
  return Math.abs(twice) / 2 >= least.leastSquareDegrees
}

/** Douglas and Peucker (1973), the tolerance that of each vertex's region; a ring is cut at its first and its farthest vertex. */
function simplify(ring: readonly Position[]): Position[] {
  const last = ring.length - 1
  const first = ring[0] ?? [0, 0]
  const away = ring.map(([x, y]) => Math.hypot(x - first[0], y - first[1]))
  const farthest = away.indexOf(Math.max(...away))
  const kept = new Set([0, farthest, last])
  const open: [number, number][] = [
    [0, farthest],
    [farthest, last],
  ]
  for (let span = open.pop(); span; span = open.pop()) {
    const at = mostAway(ring, span)
    if (at === null) continue
    kept.add(at)
    open.push([span[0], at], [at, span[1]])
  }
  return ring.filter((_, at) => kept.has(at))
}

/** The vertex between two others that lies farthest off their line, if beyond its tolerance. */
function mostAway(ring: readonly Position[], [from, to]: readonly [number, number]): number | null {
  const [ax, ay] = ring[from] ?? [0, 0]
  const [bx, by] = ring[to] ?? [0, 0]
  const length = Math.hypot(bx - ax, by - ay)
  let [found, most]: [number | null, number] = [null, 1]
  for (let at = from + 1; at < to; at++) {
    const position = ring[at] ?? [0, 0]
    const [x, y] = [position[0] - ax, position[1] - ay]
    const along = length > 0 ? Math.min(1, Math.max(0, (x * (bx - ax) + y * (by - ay)) / length ** 2)) : 0
    const off = Math.hypot(x - along * (bx - ax), y - along * (by - ay)) / detailAt(position).toleranceDegrees
    if (off > most) [found, most] = [at, off]
  }
  return found
}
