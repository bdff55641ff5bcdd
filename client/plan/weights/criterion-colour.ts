/**
 * One colour a criterion, by its place in the set: neighbours differ in lightness as well as in hue, so that
 * stacked bars can be distinguished without seeing colours.
 */
const colours = [
  '#b8482f',
  '#3f74c4',
  '#e2a72a',
  '#1f8a7d',
  '#8d68b6',
  '#7f8b2c',
  '#d77aa5',
  '#3c4a63',
  '#61b0cf',
  '#8a5a35',
  '#a7b94c',
  '#c24d7a',
] as const

export function criterionColour(place: number): string {
  return colours[place % colours.length] ?? colours[0]
}
