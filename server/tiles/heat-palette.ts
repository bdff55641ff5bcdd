import type { PaletteColour } from './indexed-png.ts'

/** From a breath of warm yellow to a strong dark red; alpha rises with it, so that the map stays readable. */
const stops: readonly PaletteColour[] = [
  [255, 237, 160, 0],
  [254, 217, 118, 110],
  [253, 141, 60, 165],
  [227, 26, 28, 200],
  [128, 0, 38, 225],
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
