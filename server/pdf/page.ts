/** Measures (points, A4), colours and fonts of paper. */
export const PAGE = { width: 595.28, height: 841.89, margin: 42, footer: 34 } as const
export const CONTENT = {
  left: PAGE.margin,
  right: PAGE.width - PAGE.margin,
  top: PAGE.margin,
  bottom: PAGE.height - PAGE.margin - PAGE.footer,
  width: PAGE.width - 2 * PAGE.margin,
} as const

/** A box on a page, points from its upper left corner. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const INK = {
  text: '#1c2733',
  muted: '#5f6b7a',
  line: '#c9cfd6',
  wash: '#f1f4f4',
  brand: '#0f6b5c',
  poorest: '#eec595',
  warn: '#fbeee2',
  warnEdge: '#c2571c',
  zone: '#3d4fb5',
  land: '#f6f7f8',
  border: '#aeb6bf',
  district: '#77828f',
  other: '#98a2ae',
} as const

/** Names of the embedded fonts (fonts.ts) for Latin letters. */
export const FONT = { plain: 'plain', bold: 'bold' } as const
