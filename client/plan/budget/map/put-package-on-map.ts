import type { PlanMap } from '../../map/plan-map.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import type { BudgetController } from '../budget-controller.ts'
import { PackageLayer } from './package-layer.ts'

const FADED_OPACITY = 0.28

/** Shows the open package on the map until `signal` ends: what it funds stands out, everything else fades. */
export function putPackageOnMap(
  map: PlanMap,
  { store, controller }: { store: PlanStore; controller: BudgetController },
  signal: AbortSignal,
): void {
  const layer = new PackageLayer(store, () => controller.view)
  map.addLayer(layer, signal)
  const show = () => {
    map.scores.setOpacity((controller.view?.chosen.size ?? 0) > 0 ? FADED_OPACITY : 1)
    layer.changed()
  }
  show()
  controller.addEventListener('change', show, { signal })
  store.watch((now, before) => {
    if (now.alternatives !== before.alternatives || now.criteria !== before.criteria) show()
  }, signal)
  signal.addEventListener('abort', () => map.scores.setOpacity(1))
}
