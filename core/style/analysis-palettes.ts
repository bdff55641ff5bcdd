/** Hot to cold about a quiet middle; apart for the common colour blindnesses by lightness as well as hue. */
export const spotColours = {
  'hot-all': '#a63a2b',
  'hot-most': '#d4754f',
  'hot-some': '#efc09f',
  none: '#f3efe6',
  'cold-some': '#c3d9e6',
  'cold-most': '#7fadc9',
  'cold-all': '#3b7198',
} as const

/** Clusters (high among high, low among low) strong; places unlike their neighbours pale. */
export const moranColours = {
  HH: '#a63a2b',
  HL: '#efc09f',
  LH: '#c3d9e6',
  LL: '#3b7198',
  'not-significant': '#f3efe6',
  alone: '#d5d8dd',
} as const

export const densityColours = ['#f7efe2', '#f0cfa5', '#e3a06f', '#c8684f', '#8f3a3f'] as const

/** From little access (warm) to much (cool). */
export const accessColours = ['#d98d63', '#f0cfa5', '#f3efe6', '#b9d6c8', '#6fa594'] as const

export const giniColours = ['#f1f1f6', '#d5d3e6', '#b3aed3', '#8d85bb', '#655d9c'] as const

/** The longer the silence, the darker. */
export const silenceColours = {
  'silent-1': '#e9c3dc',
  'silent-2': '#c67fae',
  'silent-3': '#8d3c76',
  heard: '#f3efe6',
} as const

export const rupiahColours = ['#f2f5ea', '#d3e0bd', '#a9c48c', '#74a063', '#41773f'] as const

/** From what leans to the poor (cool) to what leans to the better-off (warm). */
export const leaningColours = ['#3b7198', '#9fc0d3', '#f3efe6', '#efc09f', '#d4754f'] as const

/** The less a rate is a village's own, the warmer. */
export const smoothingColours = { own: '#3b7198', mixed: '#d2a04c', drawn: '#a63a2b' } as const
