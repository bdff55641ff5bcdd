/** Steps of the lattice that coordinates are rounded to, per degree: 0.01°, some 1.1 km. */
const STEPS_PER_DEGREE = 100
const LEAST_CHARACTER = 63
const MORE = 0x20

/**
 * Positions as text: differences between neighbours, zigzag and five bits a character (Google's Encoded Polyline Algorithm Format, but at
 * two decimals and longitude first). Lon/lat in degrees.
 */
export function encodeLine(positions: readonly (readonly [number, number])[]): string {
  let text = ''
  let before: readonly [number, number] = [0, 0]
  for (const position of positions) {
    const steps: readonly [number, number] = [stepsOf(position[0]), stepsOf(position[1])]
    text += encodeNumber(steps[0] - before[0]) + encodeNumber(steps[1] - before[1])
    before = steps
  }
  return text
}

/** The reverse: flat lon, lat, lon, lat … in degrees. */
export function decodeLine(text: string): number[] {
  const flat: number[] = []
  const before = [0, 0]
  let [value, shift, axis] = [0, 0, 0]
  for (const character of text) {
    const bits = (character.codePointAt(0) ?? LEAST_CHARACTER) - LEAST_CHARACTER
    value |= (bits & (MORE - 1)) << shift
    shift += 5
    if (bits & MORE) continue
    before[axis] = (before[axis] ?? 0) + (value & 1 ? ~(value >> 1) : value >> 1)
    flat.push((before[axis] ?? 0) / STEPS_PER_DEGREE)
    ;[value, shift, axis] = [0, 0, 1 - axis]
  }
  return flat
}

function stepsOf(degrees: number): number {
  return Math.round(degrees * STEPS_PER_DEGREE)
}

function encodeNumber(number: number): string {
  let rest = number < 0 ? ~(number << 1) : number << 1
  let text = ''
  while (rest >= MORE) {
    text += String.fromCodePoint((MORE | (rest & (MORE - 1))) + LEAST_CHARACTER)
    rest >>= 5
  }
  return text + String.fromCodePoint(rest + LEAST_CHARACTER)
}
