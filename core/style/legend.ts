import type { Label } from '../proposal/label.ts'

/** One of two values that a map shows at once, in thirds. */
export interface BivariateAxis {
  title: Label
  /** Between the thirds. */
  limits: [number, number]
  unit: Label
}

/** What a layer's data ask to be shown as, before anyone has styled it: see `defaultStyle`. */
export type Legend =
  | { kind: 'classes'; property: string; breaks: number[]; colours: string[]; unit: Label }
  | {
      kind: 'categories'
      property: string
      items: { value: string | boolean; colour: string; label: Label }[]
    }
  | {
      kind: 'bivariate'
      property: string
      /** Nine: three of x for the lowest third of y, then for the middle one, then for the highest. */
      colours: string[]
      x: BivariateAxis
      y: BivariateAxis
    }
  | { kind: 'status' }
  | { kind: 'line'; colour: string }
  | { kind: 'fill'; colour: string }
