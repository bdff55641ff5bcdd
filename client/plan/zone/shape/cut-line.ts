import { holdsPosition, type Position, type Ring, type RingSet } from './shape.ts'

/** A stretch of the cutting line that crosses a polygon from border to border. */
export type Chord = readonly Position[]

/** A polygon whose rings hold the ends of all chords as vertices, and those chords. */
export interface CutPolygon {
  readonly rings: RingSet
  readonly chords: readonly Chord[]
}

interface Meeting {
  readonly at: Position
  readonly segment: number
  readonly along: number
}

/** Part of an edge within which a meeting counts as its end: what snapping to a vertex leaves. */
const AT_END = 1e-9

/**
 * Finds where a line crosses a polygon. Stretches that begin or end inside it are left out, as are those along its
 * border: they cut nothing off.
 */
export function cutPolygon(rings: RingSet, line: Ring): CutPolygon {
  const meetings: Meeting[] = []
  const noded = rings.map((ring) => nodeRing(ring, line, meetings))
  meetings.sort((a, b) => a.segment - b.segment || a.along - b.along)
  const chords: Chord[] = []
  for (const [index, start] of meetings.entries()) {
    const end = meetings[index + 1]
    if (!end || same(start.at, end.at)) continue
    const chord = [start.at, ...line.slice(start.segment + 1, end.segment + 1), end.at].filter(
      (point, place, all) => place === 0 || !same(point, all[place - 1] ?? point),
    )
    if (isInside(noded, chord)) chords.push(chord)
  }
  return { rings: noded, chords }
}

function isInside(rings: RingSet, [first, second]: Chord): boolean {
  if (!first || !second) return false
  const middle: Position = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2]
  return holdsPosition(rings, middle) && !isOnBorder(rings, first, second)
}

/** Whether two points follow each other on a ring: the stretch between them is its edge. */
function isOnBorder(rings: RingSet, a: Position, b: Position): boolean {
  return rings.some((ring) =>
    ring.some((point, index) => {
      const next = ring[(index + 1) % ring.length] ?? point
      return (same(point, a) && same(next, b)) || (same(point, b) && same(next, a))
    }),
  )
}

/** The ring with a vertex wherever the line meets it; the meetings are collected. */
function nodeRing(ring: Ring, line: Ring, meetings: Meeting[]): Ring {
  return ring.flatMap((from, index) => {
    const to = ring[(index + 1) % ring.length] ?? from
    const found = meetEdge(from, to, line)
    meetings.push(...found.map(({ meeting }) => meeting))
    const between = found
      .filter(({ meeting }) => !same(meeting.at, from) && !same(meeting.at, to))
      .sort((a, b) => a.onEdge - b.onEdge)
      .map(({ meeting }) => meeting.at)
      .filter((point, place, all) => place === 0 || !same(point, all[place - 1] ?? from))
    return [from, ...between]
  })
}

function meetEdge(from: Position, to: Position, line: Ring): { meeting: Meeting; onEdge: number }[] {
  const found: { meeting: Meeting; onEdge: number }[] = []
  const [ex, ey] = [to[0] - from[0], to[1] - from[1]]
  for (let segment = 0; segment + 1 < line.length; segment++) {
    const [a, b] = [line[segment] ?? from, line[segment + 1] ?? from]
    const [lx, ly] = [b[0] - a[0], b[1] - a[1]]
    const cross = lx * ey - ly * ex
    if (cross === 0) continue
    const along = ((from[0] - a[0]) * ey - (from[1] - a[1]) * ex) / cross
    const onEdge = ((from[0] - a[0]) * ly - (from[1] - a[1]) * lx) / cross
    if (along < -AT_END || along > 1 + AT_END || onEdge < -AT_END || onEdge > 1 + AT_END) continue
    const at = endNear(onEdge, from, to) ??
      endNear(along, a, b) ?? [from[0] + onEdge * ex, from[1] + onEdge * ey]
    found.push({ meeting: { at, segment, along }, onEdge })
  }
  return found
}

function endNear(share: number, from: Position, to: Position): Position | null {
  if (share < AT_END) return from
  return share > 1 - AT_END ? to : null
}

export function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}
