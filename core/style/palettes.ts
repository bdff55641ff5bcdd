/** Soft and warm, under strong points; five steps from little to much. Checked for the common colour blindnesses. */
export const povertyColours = ['#fbf3e2', '#f6e0bd', '#eec595', '#dfa071', '#c67a58'] as const

/** Village index: from lagging (warm) to independent (cool). */
export const idmColours = {
  'Sangat Tertinggal': '#b5573e',
  Tertinggal: '#dd9a6c',
  Berkembang: '#f3dfb4',
  Maju: '#b7d3c4',
  Mandiri: '#6fa594',
} as const

/** Within and beyond a standard distance. */
export const coverageColours = { within: '#dcebe4', beyond: '#e3a57e' } as const

export const needColours = ['#f5eef5', '#dfcbe0', '#c3a2c8', '#a077ad', '#764e8c'] as const

/** Kinds of facilities: dark enough for small triangles, apart for the common colour blindnesses; the rest is grey. */
export const facilityColours = [
  '#2f5d9b',
  '#b0413e',
  '#6a4c93',
  '#1f7a6d',
  '#a8641a',
  '#3d3d3d',
  '#c2588f',
  '#6f7d1f',
] as const

/**
 * Poverty (to the right, reds) × coverage gap (upwards, blues), from little of both to much of both: the red–blue scheme of
 * J. Stevens, "Bivariate Choropleth Maps" (2015). Row by row from the lowest third of the gap.
 */
export const bivariateColours = [
  ...['#e8e8e8', '#e4acac', '#c85a5a'],
  ...['#b0d5df', '#ad9ea5', '#985356'],
  ...['#64acbe', '#627f8c', '#574249'],
] as const
