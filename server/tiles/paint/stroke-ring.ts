import type { CoverageGrid } from './coverage-grid.ts'
import { Vertices } from './vertices.ts'

/** How far an arc's chord may lie from it, in pixels. */
const ARC_TOLERANCE = 0.125
/** So far, in pixels, a corner may stand out that is not rounded: a hundredth of a pixel's share. */
const CORNER_TOLERANCE = 0.015
/** Of the half width: as far the inside of a corner may reach from its vertex whatever its sides' lengths. */
const LEAST_REACH = 1.01

/**
 * Adds the outlines of closed rings' strokes to a grid, in one width and with round corners: a border on each side of the ring, wound
 * against each other. On the inside of a corner a border runs to where the offsets of its sides cross, or, where a side is
 * shorter than that, to the ends of both.
 */
export class RingStroker {
  readonly #left = new Vertices()
  readonly #right = new Vertices()
  readonly #radius: number
  readonly #arcStep: number
  readonly #cosArc: number
  readonly #cosSharp: number

  /** Pixels. */
  constructor(width: number) {
    this.#radius = width / 2
    this.#arcStep = 2 * Math.acos(this.#radius / (this.#radius + ARC_TOLERANCE))
    this.#cosArc = Math.cos(this.#arcStep)
    // The tip of a corner that is not cut off stands out by r (1 / cos(turn / 2) - 1).
    this.#cosSharp = 2 * (this.#radius / (this.#radius + CORNER_TOLERANCE)) ** 2 - 1
  }

  /** Vertices `start` up to, not including, `end` of `xy`, in pixels, no two following ones equal. */
  ring(grid: CoverageGrid, xy: Float64Array, start: number, end: number): void {
    if (end - start < 2) return
    const left = this.#left
    const right = this.#right
    left.clear()
    right.clear()
    const radius = this.#radius
    const cosArc = this.#cosArc
    const cosSharp = this.#cosSharp
    let x = xy[2 * start]!
    let y = xy[2 * start + 1]!
    const firstX = x - xy[2 * end - 2]!
    const firstY = y - xy[2 * end - 1]!
    let inLength = Math.sqrt(firstX * firstX + firstY * firstY)
    // The offset to the left of the side that comes in; y points down.
    let ax = (radius * firstY) / inLength
    let ay = (-radius * firstX) / inLength
    for (let i = start; i < end; i++) {
      const next = i + 1 < end ? i + 1 : start
      const nextX = xy[2 * next]!
      const nextY = xy[2 * next + 1]!
      const outX = nextX - x
      const outY = nextY - y
      const outLength = Math.sqrt(outX * outX + outY * outY)
      const bx = (radius * outY) / outLength
      const by = (-radius * outX) / outLength
      const cosTurn = (ax * bx + ay * by) / (radius * radius)
      if (cosTurn > 1 - 1e-6) {
        left.push(x + ax, y + ay)
        right.push(x - ax, y - ay)
      } else {
        const turnsRight = ax * by - ay * bx > 0
        const inside = turnsRight ? right : left
        const outside = turnsRight ? left : right
        const side = turnsRight ? 1 : -1
        const shorter = inLength < outLength ? inLength : outLength
        const most = shorter > LEAST_REACH * radius ? shorter : LEAST_REACH * radius
        // The offsets a and b cross at v + (a + b) / (1 + cos).
        if (2 * radius * radius <= most * most * (1 + cosTurn) && cosTurn > -1 + 1e-9) {
          const share = -side / (1 + cosTurn)
          inside.push(x + share * (ax + bx), y + share * (ay + by))
        } else {
          inside.push(x - side * ax, y - side * ay)
          inside.push(x - side * bx, y - side * by)
        }
        if (cosTurn >= cosSharp) {
          const share = side / (1 + cosTurn)
          outside.push(x + share * (ax + bx), y + share * (ay + by))
        } else {
          outside.push(x + side * ax, y + side * ay)
          if (cosTurn <= cosArc) this.#arc(outside, [x, y, side * ax, side * ay], side * turnOf(cosTurn))
          outside.push(x + side * bx, y + side * by)
        }
      }
      x = nextX
      y = nextY
      inLength = outLength
      ax = bx
      ay = by
    }
    grid.ring(left.xy, { start: 0, end: left.count, sign: 1 })
    grid.ring(right.xy, { start: 0, end: right.count, sign: -1 })
  }

  /** What lies between the ends of an arc round (x, y) that begins at an offset and turns by an angle, in as many chords as it needs. */
  #arc(
    border: Vertices,
    [x, y, fromX, fromY]: readonly [number, number, number, number],
    turn: number,
  ): void {
    const chords = Math.trunc(Math.abs(turn) / this.#arcStep) + 1
    const cos = Math.cos(turn / chords)
    const sin = Math.sin(turn / chords)
    let dx = fromX
    let dy = fromY
    for (let n = 1; n < chords; n++) {
      const turned = dx * cos - dy * sin
      dy = dx * sin + dy * cos
      dx = turned
      border.push(x + dx, y + dy)
    }
  }
}

const turnOf = (cos: number) => Math.acos(cos < -1 ? -1 : cos)
