/** [west, south, east, north] in degrees. */
export type Extent = readonly [number, number, number, number]
/** A point as a file gave it: meant to be [longitude, latitude] in degrees, which is what is being checked. */
export type ReadPoint = readonly [number, number]

/** What may have happened to a point on its way into the file; 'as-is' means nothing. */
export type AxisHypothesis = 'as-is' | 'swapped' | 'sign-lost' | 'swapped-and-sign-lost'

export interface AxisCheck {
  verdict: AxisHypothesis | 'outside'
  /** Share (0–1) of the sample that falls in the extent under each hypothesis. */
  inside: Record<AxisHypothesis, number>
  /** Share (0–1) of points that no degrees can explain: metres labelled as degrees. */
  metres: number
  /** Number of finite points looked at. */
  count: number
}

const HYPOTHESES = ['as-is', 'swapped', 'sign-lost', 'swapped-and-sign-lost'] as const
/** A verdict other than 'as-is' needs this share of the sample, and every rival at most CLEARLY_NOT. */
const CLEARLY = 0.8
const CLEARLY_NOT = 0.1
/** Boundaries are generalised, so a place just over the line still counts as inside. */
const MARGIN_DEGREES = 0.02

/** The point that was meant, in [lon, lat] degrees, if the hypothesis is true. */
function undo(hypothesis: AxisHypothesis, [x, y]: ReadPoint): [number, number] {
  switch (hypothesis) {
    case 'as-is':
      return [x, y]
    case 'swapped':
      return [y, x]
    case 'sign-lost':
      return [x, -y]
    case 'swapped-and-sign-lost':
      return [y, -x]
  }
}

/** The latitude that the file states under the hypothesis. */
function statedLatitude(hypothesis: AxisHypothesis, [x, y]: ReadPoint): number {
  return hypothesis === 'swapped' || hypothesis === 'swapped-and-sign-lost' ? x : y
}

function contains([west, south, east, north]: Extent, [lon, lat]: readonly [number, number]): boolean {
  return (
    lon >= west - MARGIN_DEGREES &&
    lon <= east + MARGIN_DEGREES &&
    lat >= south - MARGIN_DEGREES &&
    lat <= north + MARGIN_DEGREES
  )
}

/**
 * A sign can only be said to be lost in a district that lies wholly south of the equator: where the district
 * straddles the equator (as in Kalimantan), a positive latitude is an honest one.
 */
function fits(hypothesis: AxisHypothesis, point: ReadPoint, extent: Extent): boolean {
  const signLost = hypothesis === 'sign-lost' || hypothesis === 'swapped-and-sign-lost'
  if (signLost && (extent[3] > 0 || statedLatitude(hypothesis, point) <= 0)) return false
  return contains(extent, undo(hypothesis, point))
}

function assertExtent(extent: Extent): void {
  const [west, south, east, north] = extent
  if (!extent.every(Number.isFinite) || west > east || south > north)
    throw new RangeError(
      `extent: got ${JSON.stringify(extent)}, expected [west, south, east, north] in degrees`,
    )
}

function isFinitePoint([x, y]: ReadPoint): boolean {
  return Number.isFinite(x) && Number.isFinite(y)
}

/**
 * Says whether a sample of points, read as [lon, lat] degrees, lies in the district as it is, or only after
 * swapping the axes or restoring a lost minus sign of the latitude. A repair is the verdict only when it is
 * unambiguous; anything less is 'as-is' (some points fit unrepaired) or 'outside' (none do).
 * Throws a RangeError on an extent that is not [west, south, east, north].
 */
export function checkAxes(points: Iterable<ReadPoint>, extent: Extent): AxisCheck {
  assertExtent(extent)
  const hits = { 'as-is': 0, swapped: 0, 'sign-lost': 0, 'swapped-and-sign-lost': 0 }
  let metres = 0
  let count = 0
  for (const point of points) {
    if (!isFinitePoint(point)) continue
    count += 1
    if (Math.abs(point[0]) > 180 || Math.abs(point[1]) > 180) metres += 1
    for (const hypothesis of HYPOTHESES) if (fits(hypothesis, point, extent)) hits[hypothesis] += 1
  }
  const share = (hit: number) => (count === 0 ? 0 : hit / count)
  const inside = {
    'as-is': share(hits['as-is']),
    swapped: share(hits.swapped),
    'sign-lost': share(hits['sign-lost']),
    'swapped-and-sign-lost': share(hits['swapped-and-sign-lost']),
  }
  return { verdict: verdictOf(inside), inside, metres: share(metres), count }
}

function verdictOf(inside: Record<AxisHypothesis, number>): AxisCheck['verdict'] {
  const clear = HYPOTHESES.find(
    (one) =>
      inside[one] >= CLEARLY && HYPOTHESES.every((other) => other === one || inside[other] <= CLEARLY_NOT),
  )
  if (clear) return clear
  return inside['as-is'] > 0 ? 'as-is' : 'outside'
}

export interface RepairedPoint {
  /** [lon, lat] degrees: repaired when `repair` names a repair, otherwise as it was read. */
  point: [number, number]
  /** 'outside': no single explanation puts the point into the extent, so it is left alone. */
  repair: AxisHypothesis | 'outside'
}

/**
 * The same question for one point of [lon, lat] degrees: as it is when it lies in the extent, repaired when
 * exactly one repair puts it there, otherwise left alone and called 'outside'.
 */
export function repairPoint(point: ReadPoint, extent: Extent): RepairedPoint {
  assertExtent(extent)
  const asRead: [number, number] = [point[0], point[1]]
  if (!isFinitePoint(point)) return { point: asRead, repair: 'outside' }
  if (fits('as-is', point, extent)) return { point: asRead, repair: 'as-is' }
  const fitting = HYPOTHESES.filter((hypothesis) => fits(hypothesis, point, extent))
  const only = fitting[0]
  if (fitting.length !== 1 || only === undefined) return { point: asRead, repair: 'outside' }
  return { point: undo(only, point), repair: only }
}
