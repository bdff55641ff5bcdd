import type { ScaleName } from '../../../core/score/scale-words.ts'

/** The scale as requests of rankings take it: methods other than TOPSIS have none to choose. */
export function onScale({ scale }: { readonly scale: ScaleName }): { readonly scale?: 'raw' } {
  return scale === 'raw' ? { scale } : {}
}
