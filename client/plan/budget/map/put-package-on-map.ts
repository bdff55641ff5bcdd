import type { PlanMap } from '../../map/plan-map.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import type { BudgetDesk } from '../budget-desk.ts'
import { PackageLayer } from './package-layer.ts'

const fadedOpacity = 0.28

/** Shows the open package on the map until `signal` ends: what it funds stands out, everything else fades. */
export function putPackageOnMap(
  map: PlanMap,
  { store, desk }: { store: PlanStore; desk: BudgetDesk },
  signal: AbortSignal,
): void {
  const layer = new PackageLayer(store, () => desk.view)
  map.addLayer(layer, signal)
  const show = () => {
    map.scores.setOpacity((desk.view?.chosen.size ?? 0) > 0 ? fadedOpacity : 1)
    layer.changed()
  }
  show()
  desk.addEventListener('change', show, { signal })
  store.watch((now, before) => {
    if (now.alternatives !== before.alternatives || now.criteria !== before.criteria) show()
  }, signal)
  signal.addEventListener('abort', () => map.scores.setOpacity(1))
}
