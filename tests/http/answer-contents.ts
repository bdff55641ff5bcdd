import { unzipSync } from 'fflate'
import proj4 from 'proj4'
import { crsDefinition } from '../../core/geo/crs-definitions.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import type { Place } from './secret-rows.ts'
import { textOf } from './text-of-pdf.ts'

/** What an answer tells: its headers and its body, and what is packed in that. */
export interface Contents {
  /** Of headers and of every part, as UTF-8. */
  text: string
  parts: Buffer[]
  /** Where points of a vector tile stand. */
  points: Place[]
}

const TILE = /\/(\d+)\/(\d+)\/(\d+)(?:\.mvt)?(?:\?|$)/

/** Reads an answer to the path to its end. */
export async function contentsOf(answer: Response, path: string): Promise<Contents> {
  const body = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('content-type') ?? ''
  const parts = body.subarray(0, 2).toString('latin1') === 'PK' ? unpacked(body) : [body]
  const texts = parts.map((part) => part.toString('utf8'))
  if (type.includes('pdf')) texts.push(textOf(body))
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`)
  const points = answer.status === 200 && type.includes('vector-tile') ? pointsOf(body, path) : []
  return { text: [...headers, ...texts].join('\n'), parts, points }
}

function unpacked(zip: Buffer): Buffer[] {
  return Object.entries(unzipSync(zip)).map(([name, bytes]) =>
    Buffer.concat([Buffer.from(`${name}\n`), bytes]),
  )
}

/** The address says where the tile lies: z/x/y of tiles, z/row/column of OGC API. */
function pointsOf(tile: Buffer, path: string): Place[] {
  const [, z = 0, second = 0, third = 0] = (TILE.exec(path) ?? []).map(Number)
  const [column, row] = path.startsWith('/ogc') ? [third, second] : [second, third]
  return decodeTile(tile)
    .filter(({ type }) => type === 'point')
    .flatMap(({ parts }) => parts.flat())
    .map(([x, y]) => ({
      lon: ((column + x / 4096) / 2 ** z) * 360 - 180,
      lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * (row + y / 4096)) / 2 ** z))) * 180) / Math.PI,
    }))
}

/** Planes in which routes tell places, and how near in their units is as good as the place itself: about 20 metres. */
const PLANES = [
  ['EPSG:4326', 2e-4],
  ['EPSG:3857', 20],
  ['EPSG:32749', 20],
] as const

interface Goal {
  name: string
  x: number
  y: number
  by: number
}

/** A search for places in answers: as numbers in text, as doubles beside each other, or as points of tiles. */
export function searchFor(places: Readonly<Record<string, Place>>): (contents: Contents) => string[] {
  const goals = Object.entries(places).flatMap(([name, place]) =>
    PLANES.map(([crs, by]): Goal => ({ name, ...inPlane(crs, place), by })),
  )
  const inBytes = searchForDoubles(goals)
  const inDegrees = goals.filter(({ by }) => by === PLANES[0][1])
  return ({ text, parts, points }) => {
    const numbers = Array.from(text.matchAll(/-?\d+\.\d+/g), ([number]) => Number(number))
    const reported = [
      ...goals.filter(({ x, y, by }) => [x, y].every((goal) => numbers.some((n) => Math.abs(n - goal) < by))),
      ...inDegrees.filter(({ x, y, by }) =>
        points.some(({ lon, lat }) => Math.abs(lon - x) < by && Math.abs(lat - y) < by),
      ),
      ...parts.flatMap(inBytes),
    ]
    return [...new Set(reported.map(({ name }) => name))]
  }
}

function inPlane(crs: string, { lon, lat }: Place): { x: number; y: number } {
  const [x = Number.NaN, y = Number.NaN] = proj4(crsDefinition(crs)?.proj4 ?? crs, [lon, lat])
  return { x, y }
}

/**
 * Goals that stand in bytes as two little-endian doubles in a row, in either order, wherever they begin. Of the millions of
 * bytes of a whole server's files few begin a number of a goal's size: only those are read.
 */
function searchForDoubles(goals: readonly Goal[]): (bytes: Buffer) => Goal[] {
  const isOfGoal = new Uint8Array(2 ** 16)
  for (const { x, y, by } of goals)
    for (const goal of [x, y]) {
      // Doubles of one sign stand in the order of their highest bits.
      const [from = 0, to = 0] = [highestBits(goal - by), highestBits(goal + by)].sort((a, b) => a - b)
      isOfGoal.fill(1, from, to + 1)
    }
  return (bytes) => {
    const found: Goal[] = []
    for (let at = 0; at + 16 <= bytes.length; at++) {
      if (isOfGoal[(bytes[at + 7]! << 8) | bytes[at + 6]!] === 0) continue
      const first = bytes.readDoubleLE(at)
      for (const goal of goals) {
        const isX = Math.abs(first - goal.x) < goal.by
        if (!isX && !(Math.abs(first - goal.y) < goal.by)) continue
        if (Math.abs(bytes.readDoubleLE(at + 8) - (isX ? goal.y : goal.x)) < goal.by) found.push(goal)
      }
    }
    return found
  }
}

/** The 16 highest of a double's bits: its last two bytes. */
function highestBits(value: number): number {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes.readUInt16LE(6)
}
