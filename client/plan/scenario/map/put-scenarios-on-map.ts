import type { PlanMap } from '../../map/plan-map.ts'
import { ScoreLayer } from '../../map/score-layer.ts'
import type { PlanStore } from '../../state/plan-store.ts'
import type { ScenarioController } from '../scenario-controller.ts'
import { ChoiceLayer } from './choice-layer.ts'
import { clipLayer } from './clip-layer.ts'

const FADED_OPACITY = 0.55

/** A at the left of the divider and B at the right, until `signal` ends. The map's own score layer shows A. */
export function putScenariosOnMap(
  map: PlanMap,
  { store, controller }: { store: PlanStore; controller: ScenarioController },
  signal: AbortSignal,
): void {
  const { catalogue, criteria } = store.state
  const proposals = catalogue.find(({ id }) => id === 'proposals')
  if (!proposals) return
  const right = new ScoreLayer(proposals, criteria, 71)
  right.filterBy(store.state.filters)
  const choices = new ChoiceLayer(store, controller)
  clipLayer(map.scores, { side: 'left', split: () => controller.split }, signal)
  clipLayer(right, { side: 'right', split: () => controller.split }, signal)
  map.addLayer(right, signal)
  map.addLayer(choices, signal)
  for (const layer of [map.scores, right]) layer.setOpacity(FADED_OPACITY)
  const show = () => {
    const { shown } = controller
    map.scores.show(shown?.a.ranking ?? store.ranking)
    right.show(shown?.b.ranking ?? store.ranking)
    choices.changed()
    map.ol.render()
  }
  show()
  controller.addEventListener('change', show, { signal })
  store.watch((now, before) => {
    if (now.filters !== before.filters) right.filterBy(now.filters)
    const isOther =
      now.weights !== before.weights ||
      now.method !== before.method ||
      now.alternatives !== before.alternatives
    if (isOther || now.top !== before.top || now.moving !== before.moving) show()
  }, signal)
  signal.addEventListener('abort', () => {
    map.scores.setOpacity(1)
    map.scores.show(store.ranking)
    right.dispose()
  })
}
