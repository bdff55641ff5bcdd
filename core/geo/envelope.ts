import type { LonLat } from './lon-lat.ts'

/** An axis-parallel box [west, south, east, north]; degrees unless a name says otherwise (`envelope3857`). */
export type Envelope = [west: number, south: number, east: number, north: number]

/** The smallest envelope around positions given in any iterable order; null when there is none. */
export function envelopeOf(positions: Iterable<readonly number[]>): Envelope | null {
  const box: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = Number.NaN, y = Number.NaN] of positions) {
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  }
  return box[0] <= box[2] && box[1] <= box[3] ? box : null
}

/** True when the position lies in the box or on its edge. Same units and axis order for both. */
export function envelopeContains(box: Envelope, [x, y]: LonLat): boolean {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]
}

/** True when the boxes share at least an edge point. */
export function envelopesIntersect(a: Envelope, b: Envelope): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** The box grown by `margin` on every side, in the box's own unit (degrees for an EPSG:4326 box). */
export function expandEnvelope(box: Envelope, margin: number): Envelope {
  return [box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin]
}
