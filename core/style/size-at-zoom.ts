/** Zooms (256 px tiles, level 0 is 156,543 m a pixel of EPSG:3857) and the share of their size that symbols have there. */
export const sizeStops = [
  [7, 0.4],
  [9, 0.54],
  [11, 0.76],
  [14, 1],
] as const

/**
 * Factor by which sizes and widths of a `LayerStyle` shrink farther out: 1 from zoom 14 on, 0.4 up to zoom 7, linear
 * between the stops. Map, pictures and legends share it.
 */
export function sizeAtZoom(zoom: number): number {
  const [first, ...rest] = sizeStops
  if (!(zoom > first[0])) return first[1]
  let [fromZoom, fromSize]: readonly [number, number] = first
  for (const [toZoom, toSize] of rest) {
    if (zoom < toZoom) return fromSize + ((toSize - fromSize) * (zoom - fromZoom)) / (toZoom - fromZoom)
    fromZoom = toZoom
    fromSize = toSize
  }
  return fromSize
}
