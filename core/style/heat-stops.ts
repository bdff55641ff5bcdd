/**
 * Red, green, blue and alpha (0–255) of densities from none to the densest, at equal steps: from a breath of sky to a deep
 * violet, no hue of the warm areas below it, and still told apart from them by the colour-blind. Alpha rises with it, so
 * that the map stays readable.
 */
export const HEAT_STOPS: readonly (readonly [red: number, green: number, blue: number, alpha: number])[] = [
  [158, 202, 225, 0],
  [107, 174, 214, 110],
  [74, 111, 179, 170],
  [84, 39, 143, 205],
  [45, 10, 78, 230],
]
