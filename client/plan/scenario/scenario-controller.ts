import type { Portfolio, PortfolioSummary } from '../../../core/api/portfolio.ts'
import { drawLine } from '../../../core/score/draw-line.ts'
import { number, rupiahShort } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import { weightsOf } from '../budget/package-view.ts'
import { fetchPortfolio, fetchPortfolios } from '../budget/portfolio-api.ts'
import { filterBody } from '../data/plan-api.ts'
import { findModel, nameOf } from '../state/find-model.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { type LiveRanking, rankLive } from '../state/rank-live.ts'
import type { RankingChoice } from '../state/weight-history.ts'
import { type Comparison, compareScenarios, type Side } from './compare-scenarios.ts'
import { scenarioText } from './scenario-words.ts'
import { type PeopleOf, type Served, ServedPeople } from './served-people.ts'

export const NOW = 'now'
const PACKAGE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A package counts all that it funds. */
const WHOLE = { counted: 0, notFound: 0, withoutPlace: 0 }
export type SideName = 'a' | 'b'

export interface Scenario extends Side {
  readonly id: string
  /** null for weights. */
  readonly portfolio: Portfolio | null
}

interface Shown {
  readonly a: Scenario
  readonly b: Scenario
  readonly comparison: Comparison
}

/** What is compared, and where the divider stands. Emits `change`. One for each page. */
export class ScenarioController extends EventTarget {
  lines: readonly PortfolioSummary[] = []
  failure: unknown = null
  loading = false
  /** Share of the map's width that shows A. */
  split = 0.5
  readonly #store: PlanStore
  readonly served = new ServedPeople()
  readonly #packages = new Map<string, Portfolio>()
  #shown: Shown | null = null
  #shownFor: readonly unknown[] = []

  constructor(store: PlanStore) {
    super()
    this.#store = store
    this.served.addEventListener('change', () => this.#notify())
    store.watch((now, before) => {
      if (now.scenarioA !== before.scenarioA || now.scenarioB !== before.scenarioB) void this.fetch()
    })
  }

  /** Id of a side: "now", "model@version" or a package's. */
  idOf(side: SideName): string {
    const { scenarioA, scenarioB, models } = this.#store.state
    if (side === 'a') return scenarioA ?? NOW
    const [latest] = this.lines
    const [model] = models
    return scenarioB ?? latest?.id ?? (model ? nameOf(model) : NOW)
  }

  /** Both sides and what differs; null while something of it is on its way. */
  get shown(): Shown | null {
    const { alternatives, criteria, weights, method, models, top, moving } = this.#store.state
    const [a, b] = [this.idOf('a'), this.idOf('b')]
    // While a slider moves, the former comparison stays: lists of thousands are not for every frame.
    if (moving && this.#shown) return this.#shown
    const rest = [
      alternatives,
      criteria,
      weights,
      method,
      models,
      top,
      moving,
      a,
      b,
      this.#packages.get(a),
      this.#packages.get(b),
    ]
    if (rest.some((part, at) => part !== this.#shownFor[at])) {
      this.#shown = this.#compare(a, b)
      this.#shownFor = rest
    }
    return this.#shown
  }

  set(side: SideName, id: string): void {
    // What stood at the other side by default stays there.
    const [scenarioA, scenarioB] = [this.idOf('a'), this.idOf('b')]
    this.#store.update(side === 'a' ? { scenarioA: id, scenarioB } : { scenarioA, scenarioB: id })
  }

  swap(): void {
    this.#store.update({ scenarioA: this.idOf('b'), scenarioB: this.idOf('a') })
  }

  divide(split: number): void {
    this.split = Math.min(1, Math.max(0, split))
    this.#notify()
  }

  /** What a side is called. */
  nameOf(id: string): string {
    if (id === NOW) return scenarioText('now')
    const line = this.lines.find((one) => one.id === id)
    if (line) return lineName(line)
    const model = findModel(this.#store.state.models, id)
    return model ? scenarioText('modelName', { name: pick(model.title), version: model.version }) : id
  }

  /** Fetches the list of packages and those that are compared. */
  async fetch(): Promise<void> {
    const { signal } = new AbortController()
    this.loading = true
    this.failure = null
    this.#notify()
    try {
      this.lines = (await fetchPortfolios(signal)).filter(({ chosenCount }) => (chosenCount ?? 0) > 0)
      const wanted = [this.idOf('a'), this.idOf('b')].filter(
        (id) => PACKAGE.test(id) && !this.#packages.has(id),
      )
      const found = await Promise.all(wanted.map((id) => fetchPortfolio(id, signal)))
      for (const portfolio of found) this.#packages.set(portfolio.id, portfolio)
    } catch (failure) {
      this.failure = failure
    }
    this.loading = false
    this.#notify()
  }

  /** Whom a side newly serves: a package's as it was counted with it, of weights as the server counts what they fund. */
  servedBy(side: Scenario): PeopleOf {
    const people = side.portfolio?.result?.people
    return people ? { state: 'known', people: { ...people, ...WHOLE } } : this.poorestOf(side)
  }

  /** What falls to the poorest of what a side funds: of packages and weights alike as the server counts it now. */
  poorestOf({ portfolio, above }: Scenario): Served {
    const filter = portfolio ? portfolio.request.filter : filterBody(this.#store.state.filters)
    return this.served.of(filter, above)
  }

  /** The budget down to which a weights side is funded: the other side's package's; null for a number of places. */
  get budgetRupiah(): number | null {
    const packages = [this.idOf('a'), this.idOf('b')].map((id) => this.#packages.get(id))
    return packages.find((one) => one)?.request.budgetRupiah ?? null
  }

  #compare(idA: string, idB: string): Shown | null {
    const { alternatives } = this.#store.state
    const [a, b] = [this.#scenario(idA), this.#scenario(idB)]
    if (!alternatives || !a || !b) return null
    return { a, b, comparison: compareScenarios(alternatives, a, b) }
  }

  #scenario(id: string): Scenario | null {
    const { state } = this.#store
    const portfolio = this.#packages.get(id) ?? null
    const { weights, method } = choiceFor(id, portfolio, state)
    const { alternatives, criteria } = state
    const ranking =
      id === NOW
        ? this.#store.ranking
        : alternatives && weights && rankLive(alternatives, criteria, weights, { method })
    if (!ranking || !alternatives) return null
    const chosen = portfolio?.result?.chosen.map(({ code }) => code)
    return { id, portfolio, ranking, above: new Set(chosen ?? this.#aboveLine(ranking)) }
  }

  #aboveLine({ order }: LiveRanking): string[] {
    const { alternatives, top } = this.#store.state
    if (!alternatives) return []
    const costs = alternatives.costRupiah
    const { budgetRupiah } = this
    const rule = budgetRupiah === null ? { top } : { budgetRupiah }
    const payable =
      budgetRupiah === null ? order : order.filter((row) => !Number.isNaN(costs[row] ?? Number.NaN))
    const { above } = drawLine({ order: payable, costs, rule })
    return Array.from(payable.subarray(0, above), (row) => alternatives.codes[row] ?? '')
  }

  #notify(): void {
    this.dispatchEvent(new Event('change'))
  }
}

/** A package is chosen by weighted sums; a saved model has a method of its own. */
function choiceFor(id: string, portfolio: Portfolio | null, state: PlanState): RankingChoice {
  if (portfolio) return { weights: weightsOf(portfolio, state), method: 'weighted-sum' }
  if (id === NOW) return state
  const model = findModel(state.models, PACKAGE.test(id) ? null : id)
  return { weights: model?.weights ?? null, method: model?.method ?? 'weighted-sum' }
}

function lineName({ title, budgetRupiah, chosenCount }: PortfolioSummary): string {
  const count = number(chosenCount ?? 0)
  if (title) return scenarioText('packageNamed', { name: title, count })
  return scenarioText('packageName', { budget: rupiahShort(budgetRupiah), count })
}

const controllers = new WeakMap<PlanStore, ScenarioController>()

export function scenarioControllerOf(store: PlanStore): ScenarioController {
  const known = controllers.get(store)
  if (known) return known
  const controller = new ScenarioController(store)
  controllers.set(store, controller)
  return controller
}
