/** Longitude and latitude, or x and y of any plane. */
export type Place = readonly [number, number]

/** Why a geometry is not taken. */
export type GeometryFaultKind =
  | 'not-finite'
  | 'off-the-globe'
  | 'edge-too-long'
  | 'too-few-positions'
  | 'too-many-positions'
  | 'crosses-itself'
  | 'runs-over-itself'
  | 'touches-itself'
  | 'too-many-meet'
  | 'hole-outside'
  | 'parts-overlap'
  | 'interior-parted'

export interface GeometryFault {
  readonly kind: GeometryFaultKind
  readonly at: Place
}

const RECEIVED: Readonly<Record<GeometryFaultKind, string>> = {
  'not-finite': 'a coordinate that is no number or next to zero',
  'off-the-globe': 'a position off the globe',
  'edge-too-long': 'an edge that goes half around the globe or more',
  'too-few-positions': 'a ring or line with too few different positions',
  'too-many-positions': 'more positions than are taken',
  'crosses-itself': 'edges that cross',
  'runs-over-itself': 'edges that run on each other',
  'touches-itself': 'a ring that touches itself',
  'too-many-meet': 'too many edges that meet',
  'hole-outside': 'a hole that is not inside its outer ring alone',
  'parts-overlap': 'parts that lie in each other',
  'interior-parted': 'rings that touch so that they cut the interior in two',
}

const EXPECTED: Readonly<Record<GeometryFaultKind, string>> = {
  'not-finite': 'finite coordinates',
  'off-the-globe': 'longitudes and latitudes in degrees',
  'edge-too-long': 'edges that go less than half around the globe',
  'too-few-positions': 'rings of three different positions or more, lines of two',
  'too-many-positions': 'fewer positions',
  'crosses-itself': 'a simple geometry, whose edges do not cross',
  'runs-over-itself': 'a simple geometry, whose edges do not run on each other',
  'touches-itself': 'rings that pass each position once',
  'too-many-meet': 'fewer edges at one position',
  'hole-outside': 'holes inside their outer ring and not inside each other',
  'parts-overlap': 'parts beside each other',
  'interior-parted': 'areas in one piece',
}

/** Which position, as a person finds it again: about a decimetre. */
export function showPlace([x, y]: Place): string {
  const round = (value: number) => Number(value.toFixed(6))
  return `${round(x)}, ${round(y)}`
}

/** What came and what was expected, in words for a problem; the place is in what came. */
export function describeGeometryFault({ kind, at }: GeometryFault): { received: string; expected: string } {
  return { received: `${RECEIVED[kind]} at ${showPlace(at)}`, expected: EXPECTED[kind] }
}
