/** A crooked outline of so many vertices about a place, as a hand draws it. */
export function drawOutline(
  [lon, lat]: [number, number],
  kilometres: number,
  random: () => number,
): [number, number][] {
  const vertices = 8 + Math.floor(random() * 200)
  const radius = kilometres / 2 / 111.32
  const ring = Array.from({ length: vertices }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / vertices
    const far = radius * (0.6 + 0.4 * random())
    return [lon + far * Math.cos(angle), lat + far * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}
