import { HEAT_STOPS } from '../../../core/style/heat-stops.ts'
import type { PaletteColour } from './indexed-png.ts'

function colourAt(share: number): PaletteColour {
  const position = share * (HEAT_STOPS.length - 1)
  const from = HEAT_STOPS[Math.floor(position)]!
  const to = HEAT_STOPS[Math.min(HEAT_STOPS.length - 1, Math.floor(position) + 1)]!
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
