import type { Chart } from '../../../../core/statistics/analysis-report.ts'
import { markedAreas } from '../../state/proposals-in.ts'
import type { Plan } from '../../tab/plan-tab.ts'

/** What a chart needs to be linked with map and tables: which villages its marks stand for, and which are marked. */
export interface ChartMarks {
  /** Codes of the villages of a bar's category or of a point; none where it stands for no villages. */
  readonly areasOf: (key: string) => readonly string[]
  /** Whether something of it is marked, here or elsewhere. */
  readonly isMarked: (key: string) => boolean
  /** Whether all of it was chosen. */
  readonly isChosen: (key: string) => boolean
  readonly choose: (keys: readonly string[], add: boolean) => void
}

/** Codes of the civil registry: province, regency, district and village, two digits each but the last. */
const AREA_CODE = /^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/
const VILLAGE_CODE = /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/

/** The marks of a chart: of a point chart its categories' points as well, so that a colour chooses its villages. */
export function chartMarks(chart: Chart, plan: Plan): ChartMarks {
  const marked = markedAreas(plan.store.state)
  const areasOf = (key: string) => {
    if (chart.kind === 'bars') {
      const areas = chart.categories.find((category) => category.key === key)?.areas
      return areas ?? villagesUnder(plan, key)
    }
    const points = chart.kind === 'points' ? chart.points.filter(({ category }) => category === key) : []
    return points.length > 0 ? points.map(({ code }) => code) : villagesUnder(plan, key)
  }
  return {
    areasOf,
    isMarked: (key) => areasOf(key).some((code) => marked.has(code)),
    isChosen: (key) =>
      areasOf(key).length > 0 && areasOf(key).every((code) => plan.store.state.areas.has(code)),
    choose: (keys, add) => chooseVillages(plan, keys.flatMap(areasOf), add),
  }
}

/** Chooses villages; what alone is chosen already is let go. */
export function chooseVillages({ store }: Plan, codes: readonly string[], add: boolean): void {
  const { areas } = store.state
  const isSame = codes.length === areas.size && codes.every((code) => areas.has(code))
  if (isSame && !add) store.clearMarks()
  else store.chooseAreas(codes, add)
}

/** A village itself; of a district those that map and proposals know. */
function villagesUnder({ store, map }: Plan, key: string): string[] {
  if (VILLAGE_CODE.test(key)) return [key]
  if (!AREA_CODE.test(key)) return []
  const known = store.state.alternatives?.villages.codes ?? []
  const theirs = known.filter((code) => code.startsWith(`${key}.`))
  return [...new Set([...theirs, ...(map?.underlay.areas.under(key) ?? [])])]
}
