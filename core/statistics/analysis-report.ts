import type { Label } from '../proposal/label.ts'

export interface Figure {
  readonly key: string
  readonly title: Label
  /** Null where it could not be computed. */
  readonly value: number | null
  readonly unit: Label
}

export interface Parameter {
  readonly key: string
  readonly title: Label
  readonly value: number | string | Label
  readonly unit?: Label
}

export interface MissingCount {
  readonly key: string
  readonly title: Label
  readonly count: number
}

export interface Axis {
  readonly title: Label
  readonly unit: Label
}

export interface BarCategory {
  readonly key: string
  readonly label: Label
  readonly colour?: string
  /** Codes of the villages that it stands for, where its key is not the code of an area itself. */
  readonly areas?: readonly string[]
}

/** One bar, or several beside each other, for each category. */
export interface BarChart {
  readonly kind: 'bars'
  readonly key: string
  readonly title: Label
  readonly y: Axis
  readonly categories: readonly BarCategory[]
  readonly series: readonly {
    readonly key: string
    readonly label: Label
    readonly values: readonly (number | null)[]
  }[]
}

/** Curves through points [x, y] in ascending order of x. */
export interface LineChart {
  readonly kind: 'lines'
  readonly key: string
  readonly title: Label
  readonly x: Axis
  readonly y: Axis
  /** Whether the line y = x belongs in the picture: the line of equality. */
  readonly diagonal: boolean
  readonly series: readonly {
    readonly key: string
    readonly label: Label
    readonly points: readonly (readonly [number, number])[]
  }[]
}

/** One mark a place; `category` names one of the categories. */
export interface PointChart {
  readonly kind: 'points'
  readonly key: string
  readonly title: Label
  readonly x: Axis
  readonly y: Axis
  readonly categories: readonly { readonly key: string; readonly label: Label; readonly colour: string }[]
  readonly points: readonly {
    readonly code: string
    readonly name: string
    readonly x: number
    readonly y: number
    readonly category: string
  }[]
}

export type Chart = BarChart | LineChart | PointChart

export interface LayerStory {
  readonly legend: AnalysisLegend | null
  readonly finding: Label
}

export type AnalysisLegend =
  | {
      readonly kind: 'classes'
      readonly property: string
      readonly breaks: readonly number[]
      readonly colours: readonly string[]
      readonly unit: Label
    }
  | {
      readonly kind: 'categories'
      readonly property: string
      readonly items: readonly { readonly value: string; readonly colour: string; readonly label: Label }[]
    }

/** What an analysis says, with all that one needs to judge it. */
export interface AnalysisReport {
  /** False when the data cannot bear it; `warnings` say why, and there are no figures and no layers. */
  readonly possible: boolean
  readonly method: Label
  readonly finding: Label
  readonly n: number
  /** What n counts. */
  readonly unit: Label
  readonly parameters: readonly Parameter[]
  readonly missing: readonly MissingCount[]
  readonly warnings: readonly Label[]
  /** The projected system in metres in which distances were taken; null where none were. */
  readonly crs: string | null
  readonly figures: readonly Figure[]
  readonly charts: readonly Chart[]
  readonly layers: Readonly<Record<string, LayerStory>>
}
