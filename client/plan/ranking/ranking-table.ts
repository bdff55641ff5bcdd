import { currentLanguage } from '../../i18n/translate.ts'
import { readDistricts } from '../data/read-districts.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { TableView } from './columns/table-view.ts'
import { PINNED_AT_FIRST, type RankColumn, rankColumns } from './rank-columns.ts'
import type { ListQuestion } from './rank-list.ts'

const STORED_AS = 'petausul.rencana.kolom'
const views = new WeakMap<PlanStore, TableView>()

/** How the ranking of a store is looked at: the same when its tab is left and opened again. */
export function viewOf(store: PlanStore): TableView {
  const view = views.get(store) ?? new TableView(STORED_AS, PINNED_AT_FIRST)
  views.set(store, view)
  return view
}

/** The columns that there are, and what the list is asked; new ones only where something of them is. Emits `change`. */
export class RankingTable extends EventTarget {
  #districts: ReadonlyMap<string, string> = new Map()
  #columns = remembered(rankColumns)
  #question = remembered((question: ListQuestion) => question)
  #language = currentLanguage()

  /** Fetches the names of districts; until they are here, and without them, their codes stand for them. */
  start(signal: AbortSignal): void {
    readDistricts(signal).then(
      (districts) => {
        this.#districts = new Map(districts.map(({ code, name }) => [code, name]))
        this.dispatchEvent(new Event('change'))
      },
      () => undefined,
    )
  }

  columns({ criteria, method, scale, robustness, alternatives }: PlanState): readonly RankColumn[] {
    if (this.#language !== currentLanguage()) this.#columns = remembered(rankColumns)
    this.#language = currentLanguage()
    const study = robustness?.byCode ?? null
    const remote = alternatives?.truncated === true || scale === 'raw'
    const forgotten = remote && robustness?.forgotten === true
    return this.#columns({ criteria, method, study, districts: this.#districts, forgotten })
  }

  question(state: PlanState, { filters, sort }: TableView): ListQuestion {
    const study = state.robustness?.byCode && !state.robustness.forgotten ? state.robustness.id : null
    return this.#question({ columns: this.columns(state), filters, sort, study })
  }
}

/** Makes something of parts again only when one of them is another. */
function remembered<Parts extends object, Made>(make: (parts: Parts) => Made): (parts: Parts) => Made {
  let last: { parts: Parts; made: Made } | null = null
  return (parts) => {
    const before: Partial<Parts> = last?.parts ?? {}
    const isSame = Object.entries(parts).every(([name, part]) => Reflect.get(before, name) === part)
    if (!last || !isSame) last = { parts, made: make(parts) }
    return last.made
  }
}
