import type { MarkSymbolizer } from './layer-style.ts'

type Points = readonly (readonly [number, number])[]

const tall = 2 / Math.sqrt(3)

/** Corners on a circle of this radius, the first at the top, clockwise; y grows downwards. */
function regular(corners: number, radius: number, inner = radius): Points {
  const count = inner === radius ? corners : corners * 2
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count
    const reach = at % 2 === 1 && inner !== radius ? inner : radius
    return [reach * Math.sin(angle), -reach * Math.cos(angle)]
  })
}

/** Arms a third of the width thick, as of a plus sign. */
const THIRD = 1 / 3
const plus: Points = [
  [-THIRD, -1],
  [THIRD, -1],
  [THIRD, -THIRD],
  [1, -THIRD],
  [1, THIRD],
  [THIRD, THIRD],
  [THIRD, 1],
  [-THIRD, 1],
  [-THIRD, THIRD],
  [-1, THIRD],
  [-1, -THIRD],
  [-THIRD, -THIRD],
]

const starReach = 1 / Math.sin((2 * Math.PI) / 5)

const corners: Record<Exclude<MarkSymbolizer['wellKnownName'], 'circle'>, Points> = {
  square: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  diamond: regular(4, 1),
  triangle: regular(3, tall),
  // The inner corners of a pentagram.
  star: regular(5, starReach, (starReach * Math.sin(Math.PI / 10)) / Math.sin((7 * Math.PI) / 10)),
  cross: plus,
  x: plus.map(([x, y]) => [(x - y) * 0.75, (x + y) * 0.75]),
}

/**
 * The corners of a mark that is 2 wide, around its place, y downwards; null for the circle. Every outlet draws these, so that
 * a mark looks the same on the map, in pictures and in legends. Triangle and star stand about the centre of their circle.
 */
export function markCorners(name: MarkSymbolizer['wellKnownName']): Points | null {
  return name === 'circle' ? null : corners[name]
}
