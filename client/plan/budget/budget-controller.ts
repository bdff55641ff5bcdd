import type { Portfolio, PortfolioSummary } from '../../../core/api/portfolio.ts'
import { isAbort, ProblemResponse } from '../../api/problem-response.ts'
import { filterBody } from '../data/plan-api.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { same } from '../state/weight-history.ts'
import type { BudgetDraft } from './budget-draft.ts'
import { canonical } from './canonical.ts'
import { originsOf, requestOf } from './draft-request.ts'
import { FrontController } from './front-controller.ts'
import { type PackageView, viewPackage, weightsOf } from './package-view.ts'
import { fetchPortfolio, fetchPortfolios, removePortfolio, startPortfolio } from './portfolio-api.ts'
import { relaxDraft } from './relax-draft.ts'
import { draftOf, filtersOf } from './request-draft.ts'
import { readDraft, storeDraft } from './stored-draft.ts'

const ASK_EVERY_MS = 400
/** With a package in the answer. */
const ASK_FOUND_EVERY_MS = 1500
const UNDO_MS = 8000

/** The form, the open package and the list of packages. Emits `change`. One for each page. */
export class BudgetController extends EventTarget {
  draft: BudgetDraft = readDraft()
  open: Portfolio | null = null
  /** A request is on its way: starting a search or fetching a package. */
  busy = false
  failure: unknown = null
  linesFailure: unknown = null
  /** Choices between score and people for what the form says. */
  readonly front = new FrontController()
  readonly #store: PlanStore
  #abort = new AbortController()
  #lines: readonly PortfolioSummary[] | null = null
  readonly #hidden = new Set<string>()
  #view: PackageView | null = null
  #viewedFor: readonly unknown[] = []

  constructor(store: PlanStore) {
    super()
    this.#store = store
    const { portfolio } = store.state
    // The address has filters and weights of its own.
    if (portfolio) void this.show(portfolio, false)
    void this.refresh()
    store.watch((now, before) => {
      const isOther = now.portfolio !== before.portfolio && now.portfolio !== (this.open?.id ?? null)
      // A search goes on, and its progress is shown, though a zone is looked at without a package meanwhile.
      const keeps = now.portfolio === null && this.open?.state === 'running'
      if (isOther && !keeps && !this.busy) void this.#openQuietly(now.portfolio)
    })
  }

  /**
   * The open package as tables and the map show it; null without an answer. It stays one object while the answer does: how far
   * the study around it is says `open`.
   */
  get view(): PackageView | null {
    const { alternatives, criteria, models } = this.#store.state
    const isStopped = this.open?.state === 'cancelled'
    const rest = [this.open?.result ?? this.open?.found, isStopped, alternatives, criteria, models]
    if (rest.some((part, at) => part !== this.#viewedFor[at])) {
      this.#view = viewPackage(this.open, this.#store.state)
      this.#viewedFor = rest
    }
    return this.#view
  }

  get isRunning(): boolean {
    return this.busy || this.open?.state === 'running'
  }

  /** Nothing can be shown yet. */
  get isSearching(): boolean {
    return this.busy || (this.open?.state === 'running' && !this.open.found)
  }

  /** Whether form, weights or filters say something else than the open package was asked with. */
  get isStale(): boolean {
    if (!this.open) return false
    const filter = filterBody(filtersOf(this.open.request, this.#store.state))
    const request = { ...this.open.request, filter }
    const now = requestOf(this.draft, this.#store.state)
    const text = ({ filter, objective, budgetRupiah, years, discountPerYear = 0, constraints }: typeof now) =>
      canonical({ filter, objective, budgetRupiah, years, discountPerYear, constraints })
    const weights = this.#store.state.weights ?? {}
    const isSameWeights =
      request.objective === 'people' || same(weightsOf(this.open, this.#store.state), weights)
    return !isSameWeights || text(now) !== text(request)
  }

  change(draft: BudgetDraft): void {
    this.draft = draft
    storeDraft(draft)
    this.#notify()
  }

  /** Adds a proposal to those that must be funded or left out, and takes it from the others. */
  force(code: string, kind: 'fund' | 'leave-out'): void {
    const other = kind === 'fund' ? 'leave-out' : 'fund'
    const conditions = this.draft.conditions
      .map((condition) =>
        condition.kind === other
          ? { ...condition, codes: condition.codes.filter((one) => one !== code) }
          : condition,
      )
      .filter((condition) => condition.kind !== other || condition.codes.length > 0)
    const at = conditions.findIndex((condition) => condition.kind === kind)
    const known = conditions[at]
    if (known?.kind === kind) conditions[at] = { kind, codes: [...new Set([...known.codes, code])] }
    else conditions.push({ kind, codes: [code] })
    this.change({ ...this.draft, conditions })
  }

  /** Searches for the best package of the form, and shows it once it is there. */
  async run(): Promise<void> {
    const request = requestOf(this.draft, this.#store.state)
    await this.#attempt(async (signal) => {
      const id = await startPortfolio(request, signal)
      this.#store.update({ portfolio: id })
      void this.refresh()
      await this.#follow(id, signal)
    })
  }

  /** Searches for the highest score that still newly serves so many people. */
  async chooseAtLeast(people: number): Promise<void> {
    const others = this.draft.conditions.filter(({ kind }) => kind !== 'people-served')
    const whole = Math.floor(people)
    // Nobody asks for a part of a person, unless another point lies between; a thousandth is more than sums of them lose.
    const isAlone = !this.front.points.some((point) => point.people >= whole && point.people < people)
    const minimum = isAlone ? whole : Math.floor(people * 1000) / 1000
    const conditions = minimum > 0 ? [...others, { kind: 'people-served' as const, minimum }] : others
    this.change({ ...this.draft, objective: 'score', conditions })
    await this.run()
  }

  /** Opens a package that was computed before, with the form, filters and weights it was asked with. */
  async show(id: string, restoring = true): Promise<void> {
    await this.#attempt(async (signal) => {
      const portfolio = await fetchPortfolio(id, signal)
      this.open = portfolio
      this.change(draftOf(portfolio.request, portfolio.title))
      if (restoring) this.#restore(portfolio)
      this.#notify()
      if (portfolio.state === 'running') await this.#follow(id, signal)
    })
  }

  /** A package that was chosen elsewhere on the page: the form stays as it is. */
  async #openQuietly(id: string | null): Promise<void> {
    await this.#attempt(async (signal) => {
      this.open = id === null ? null : await fetchPortfolio(id, signal)
      this.#notify()
      if (this.open?.state === 'running') await this.#follow(this.open.id, signal)
    })
  }

  async cancel(): Promise<void> {
    const { open } = this
    if (open?.state === 'running') await removePortfolio(open.id)
  }

  /** Eases what conflicts by as little as must be, and searches again. null where the form cannot say it. */
  relaxed(): BudgetDraft | null {
    const conflict = this.open?.result?.conflict
    if (!this.open || !conflict || conflict.cheapest.length === 0) return null
    const draft = draftOf(this.open.request, this.open.title)
    if (originsOf(draft).length !== this.open.request.constraints.length) return null
    return relaxDraft(draft, conflict.cheapest)
  }

  async refresh(): Promise<void> {
    try {
      this.#lines = await fetchPortfolios(new AbortController().signal)
      this.#store.update({ packages: this.#lines })
      this.linesFailure = null
    } catch (failure) {
      this.linesFailure = failure
    }
    this.#notify()
  }

  /** Takes a package off the list. The server forgets it a while later, unless what is given is called before. */
  remove(id: string): () => void {
    this.#hidden.add(id)
    this.#notify()
    const timer = setTimeout(() => void this.#forget(id), UNDO_MS)
    return () => {
      clearTimeout(timer)
      this.#hidden.delete(id)
      this.#notify()
    }
  }

  /** The packages that are kept, newest first; null before they are known. */
  get lines(): readonly PortfolioSummary[] | null {
    return this.#lines?.filter(({ id }) => !this.#hidden.has(id)) ?? null
  }

  async #forget(id: string): Promise<void> {
    await this.#attempt(async () => {
      await removePortfolio(id)
      if (this.open?.id === id) {
        this.open = null
        this.#store.update({ portfolio: null })
      }
    })
    this.#hidden.delete(id)
    await this.refresh()
  }

  async #follow(id: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const before = this.open
      const now = await this.#ask(id, signal)
      if (!now) continue
      // One package stays one object: tables and map are made anew only for another.
      const found = now.found && before?.id === id ? (before.found ?? now.found) : now.found
      this.open = { ...now, found }
      this.busy = false
      this.#notify()
      if (now.state !== 'running') break
      await new Promise((resolve) => setTimeout(resolve, found ? ASK_FOUND_EVERY_MS : ASK_EVERY_MS))
    }
    await this.refresh()
  }

  /** A package as it is now; null, after a while, where the network failed: the search goes on without us. */
  async #ask(id: string, signal: AbortSignal): Promise<Portfolio | null> {
    try {
      const now = await fetchPortfolio(id, signal)
      this.failure = null
      return now
    } catch (failure) {
      const isPassing = failure instanceof ProblemResponse && (failure.status === 0 || failure.status >= 500)
      // One that the server no longer has is not being searched for.
      if (failure instanceof ProblemResponse && failure.status === 404) this.open = null
      if (!isPassing || signal.aborted) throw failure
      this.failure = failure
      this.#notify()
      await new Promise((resolve) => setTimeout(resolve, ASK_FOUND_EVERY_MS))
      return null
    }
  }

  #restore(portfolio: Portfolio): void {
    const { request, id } = portfolio
    this.#store.update({ filters: filtersOf(request, this.#store.state), portfolio: id })
    const { weights } = request
    const known = this.#store.state.criteria.map(({ key }) => [key, weights?.[key] ?? 0] as const)
    if (weights && !same(weights, this.#store.state.weights ?? {}))
      this.#store.settleWeights(Object.fromEntries(known))
  }

  async #attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#abort.abort()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    this.busy = true
    this.failure = null
    this.#notify()
    try {
      await work(signal)
    } catch (failure) {
      if (!isAbort(failure) && !signal.aborted) this.failure = failure
    }
    if (signal.aborted) return
    this.busy = false
    this.#notify()
  }

  #notify(): void {
    this.dispatchEvent(new Event('change'))
  }
}

const controllers = new WeakMap<PlanStore, BudgetController>()

export function budgetControllerOf(store: PlanStore): BudgetController {
  const known = controllers.get(store)
  if (known) return known
  const controller = new BudgetController(store)
  controllers.set(store, controller)
  return controller
}
