import type { PaletteColour } from './indexed-png.ts'

/**
 * From a breath of sky to a deep violet: no hue of the warm areas below it, and still told apart from them by the
 * colour-blind. Alpha rises with it, so that the map stays readable.
 */
const stops: readonly PaletteColour[] = [
  [158, 202, 225, 0],
  [107, 174, 214, 110],
  [74, 111, 179, 170],
  [84, 39, 143, 205],
  [45, 10, 78, 230],
]

function colourAt(share: number): PaletteColour {
  const position = share * (stops.length - 1)
  const from = stops[Math.floor(position)]!
  const to = stops[Math.min(stops.length - 1, Math.floor(position) + 1)]!
  const along = position - Math.floor(position)
  const mix = (channel: 0 | 1 | 2 | 3) => Math.round(from[channel] + along * (to[channel] - from[channel]))
  return [mix(0), mix(1), mix(2), mix(3)]
}

/** 256 colours; entry 0 is fully transparent. */
export const heatPalette: readonly PaletteColour[] = Array.from({ length: 256 }, (_, i) => colourAt(i / 255))

/**
 * Palette entry of a density as a share of the reference, by its square root: equal steps of colour
 * then mean equal steps of radius around a lone place, and faint places stay visible beside the densest.
 */
export function heatIndex(share: number): number {
  return Math.round(255 * Math.sqrt(Math.max(0, Math.min(1, share))))
}
