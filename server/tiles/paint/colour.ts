/** Red, green, blue and alpha, 0 to 255; the colours are not multiplied by alpha. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** `#rrggbb` with an opacity from 0 to 1. */
export function colourOf(hex: string, opacity = 1): Colour {
  const rgb = Number.parseInt(hex.slice(1), 16)
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255, Math.round(255 * Math.min(1, Math.max(0, opacity)))]
}

/** The four bytes of a colour as one number, were it opaque. */
export function wordOf([red, green, blue]: Colour): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}
