import type { Label } from '../../core/proposal/label.ts'
import type { LayerField } from '../layers/layer.ts'
import type { Lineage } from '../layers/lineage.ts'
import type { Input } from './inputs/input.ts'
import type { ServiceStandard } from './inputs/service-standard.ts'

/** All that is declared of an analysis; how it computes is the computation of its kind (server/statistics/compute/). */
export interface Analysis {
  readonly id: string
  /** Which of COMPUTATIONS it is. */
  readonly kind: string
  readonly title: Label
  /** The question that it answers, in a planner's words. */
  readonly question: Label
  readonly inputs: readonly Input[]
  readonly layers: readonly AnalysisLayer[]
  /** Roles of the datasets behind it, as SQL LIKE patterns: its report names their sources. */
  readonly roles: readonly string[]
  readonly service?: ServiceStandard
}

/** An analysis that there is for each service with a standard; its layers' ids begin with its kind and a hyphen. */
export interface ServiceAnalysis {
  readonly kind: string
  of(standard: ServiceStandard): Analysis
  layersOf(service: string): readonly AnalysisLayer[]
}

export interface AnalysisLayer {
  readonly id: string
  readonly title: Label
  readonly description: Label
  readonly over: 'village' | 'district' | 'cells'
  /** The layer whose rows it shows in other colours. */
  readonly rowsOf?: string
  /** Besides the code and name of an area, or the cell. */
  readonly fields: readonly LayerField[]
  readonly lineage: AnalysisLineage
}

/** Of a layer that an analysis makes: what all of them have in common is added (catalogue/analysis-layers.ts). */
export interface AnalysisLineage extends Pick<Lineage, 'roles' | 'from'> {
  readonly steps: readonly [Label, ...Label[]]
  readonly keywords?: readonly Label[]
}
