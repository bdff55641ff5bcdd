import type { MeasuredColumns } from '../../core/score/raw-columns.ts'
import type { ScaleName } from '../../core/score/scale-words.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeFilter } from './alternative-filter.ts'
import type { AlternativeSet, AlternativeStore } from './alternative-store.ts'

export interface ScaledSet extends AlternativeSet {
  /** What the criteria measured, on the raw scale. */
  readonly measured?: MeasuredColumns
}

/** The alternatives of a filter with what a method on this scale reads of them; per mille values are always there. */
export async function readOnScale(
  store: AlternativeStore,
  { filter, scale }: { readonly filter: AlternativeFilter; readonly scale: ScaleName | undefined },
  watch: WorkWatch,
): Promise<ScaledSet> {
  if (scale !== 'raw') return store.get(filter, watch)
  const { raws, ...set } = await store.getWithRaws(filter, watch)
  const rules = set.criteria.map(({ definition }) => definition)
  return { ...set, measured: { columns: raws.columns, rules } }
}
