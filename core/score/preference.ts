import { badParameter } from '../problem.ts'

/**
 * The six preference functions of PROMETHEE (Brans & Vincke 1985) of a difference d > 0; 0 for d ≤ 0. Thresholds are
 * in the criterion's unit: q indifference, p strict preference, s the Gaussian's inflection.
 */
export type Preference =
  | { readonly kind: 'usual' }
  | { readonly kind: 'u-shape'; readonly q: number }
  | { readonly kind: 'v-shape'; readonly p: number }
  | { readonly kind: 'level'; readonly q: number; readonly p: number }
  | { readonly kind: 'linear'; readonly q: number; readonly p: number }
  | { readonly kind: 'gaussian'; readonly s: number }

/** Degree of preference 0…1 for a difference d. */
export function preferenceDegree(preference: Preference, d: number): number {
  if (d <= 0) return 0
  switch (preference.kind) {
    case 'usual':
      return 1
    case 'u-shape':
      return d > preference.q ? 1 : 0
    case 'level':
      return d > preference.p ? 1 : d > preference.q ? 0.5 : 0
    case 'gaussian':
      return 1 - Math.exp(-(d * d) / (2 * preference.s * preference.s))
    default: {
      const q = preference.kind === 'linear' ? preference.q : 0
      return Math.min(1, Math.max(0, (d - q) / (preference.p - q)))
    }
  }
}

export function checkPreference(preference: Preference): void {
  const q = 'q' in preference ? preference.q : 0
  if (!(q >= 0 && Number.isFinite(q))) throw badParameter('q', q, 'a finite number of 0 or more')
  if ('p' in preference && !(preference.p > q && Number.isFinite(preference.p))) {
    throw badParameter('p', preference.p, `a finite number above q (${q})`)
  }
  if (preference.kind === 'gaussian' && !(preference.s > 0 && Number.isFinite(preference.s))) {
    throw badParameter('s', preference.s, 'a finite number above 0')
  }
}
