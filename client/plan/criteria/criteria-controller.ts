import type { CriterionInfo, SourceChoice } from '../../../core/api/criterion.ts'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import { isAbort, ProblemResponse } from '../../api/problem-response.ts'
import type { ServerWatch } from '../../api/server-watch.ts'
import { pick } from '../../i18n/translate.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { checkDraft, type DraftFaults, type DraftField, fieldOfParameter } from './check-draft.ts'
import { deleteCriterion, fetchSources, saveCriterion } from './criteria-api.ts'
import { criteriaText } from './criteria-words.ts'
import {
  type CriterionDraft,
  definitionOf,
  definitionOfInfo,
  draftOf,
  emptyDraft,
} from './criterion-draft.ts'
import { DistributionFeed } from './distribution-feed.ts'

/** The criterion that is not there yet. */
export const NEW = '*'

export interface Notice {
  readonly text: string
  readonly undo?: () => void
  /** Fetches what follows a change, after that was given up. */
  readonly again?: () => void
}

/** What the server has carried out. */
interface CarriedOut {
  readonly key: string
  /** That the criterion has from now on; undefined for the one that it had. */
  readonly weight: number | undefined
  /** Says what was done. */
  readonly text: string
  /** Opens what is to be seen of it, once list and map have followed, and says so. */
  show(): Notice
}

/** The criteria screen: the open criterion, what was typed into each, and what the server said. Emits `change`. */
export class CriteriaController extends EventTarget {
  /** Key of the open criterion, NEW, or null for the list alone. */
  opened: string | null = null
  sources: readonly SourceChoice[] | null = null
  sourcesFailure: unknown = null
  /** How much of what is being saved or removed is done, 0–1; null when nothing is. */
  share: number | null = null
  /** The server has it; sliders, table and map are being fetched anew, which takes a while of a million proposals. */
  following = false
  /** Saving was tried: faults are shown from then on. */
  tried = false
  failure: unknown = null
  failureText: 'failedSave' | 'failedRemove' | 'failedUndo' = 'failedSave'
  /** A field that the server refused. */
  refused: { readonly field: DraftField; readonly error: unknown } | null = null
  /** Someone else saved the open criterion since it was opened. */
  conflict = false
  notice: Notice | null = null
  readonly values: DistributionFeed
  readonly #plan: Plan
  readonly #drafts = new Map<string, CriterionDraft>()
  readonly #signal = new AbortController().signal
  #change = new AbortController()

  constructor(plan: Plan) {
    super()
    this.#plan = plan
    this.values = new DistributionFeed(() => this.#notify())
    void this.loadSources()
  }

  get criteria(): readonly CriterionInfo[] {
    return this.#plan.store.state.criteria
  }

  /** The open criterion as it stands in the store; undefined for a new one. */
  get info(): CriterionInfo | undefined {
    return this.criteria.find(({ key }) => key === this.opened)
  }

  get saving(): boolean {
    return this.share !== null
  }

  /** Nothing else can be saved. */
  get busy(): boolean {
    return this.saving || this.following
  }

  /** What is in the fields; null while none is open. */
  get draft(): CriterionDraft | null {
    if (this.opened === null) return null
    const typed = this.#drafts.get(this.opened)
    if (typed) return typed
    return this.opened === NEW ? emptyDraft : this.info ? draftOf(this.info) : null
  }

  get taken(): ReadonlySet<string> {
    return new Set(this.criteria.map(({ key }) => key))
  }

  get faults(): DraftFaults {
    return this.draft ? checkDraft(this.draft, this.taken) : new Map()
  }

  isUnsaved(key: string): boolean {
    return this.#drafts.has(key)
  }

  /** One of those that ship, whatever has been put in its place. */
  isShipped(key: string): boolean {
    return defaultCriterionSet.criteria.some((criterion) => criterion.key === key)
  }

  /** Titles of the saved weights that keep a criterion from being deleted. */
  usersOf(key: string): string[] {
    return this.#plan.store.state.models.flatMap(({ weights, title }) =>
      (weights[key] ?? 0) > 0 ? [`“${pick(title)}”`] : [],
    )
  }

  async loadSources(): Promise<void> {
    this.sourcesFailure = null
    try {
      this.sources = await fetchSources(this.#signal)
    } catch (error) {
      this.sourcesFailure = error
    }
    this.#notify()
  }

  open(key: string | null): void {
    this.opened = key
    this.#settle()
    this.notice = null
    this.values.ask(this.draft)
    this.#notify()
  }

  /** Takes what was typed. */
  type(patch: Partial<CriterionDraft>): void {
    const { draft, opened } = this
    if (!draft || opened === null) return
    this.#drafts.set(opened, { ...draft, ...patch })
    this.refused = null
    this.values.ask(this.draft)
    this.#notify()
  }

  discard(): void {
    if (this.opened === null) return
    this.#drafts.delete(this.opened)
    this.open(this.opened === NEW ? null : this.opened)
  }

  /** Saves the open criterion; true when the server has it. What was typed stays until then. */
  async save(): Promise<boolean> {
    const { draft, opened } = this
    this.tried = true
    this.#notify()
    if (!draft || opened === null || this.faults.size > 0) return false
    return await this.#attempt('failedSave', async (watch) => {
      const { key, version } = await saveCriterion(definitionOf(draft, this.taken), draft.version, watch)
      const text = criteriaText('saved', { name: draft.title.trim() })
      const weight = draft.version === null ? Number(draft.weight) : undefined
      const show = (): Notice => {
        const typed = this.#drafts.get(opened)
        this.#drafts.delete(opened)
        // Typed on meanwhile: that is a change of what is there now.
        if (typed && typed !== draft) this.#drafts.set(key, { ...typed, key, version })
        this.open(key)
        return { text }
      }
      await this.#takeOver({ key, weight, text, show })
    })
  }

  /** After someone else’s save: ours goes on top of it. */
  async keepMine(): Promise<boolean> {
    if (this.draft && this.info) this.type({ version: this.info.version })
    return await this.save()
  }

  /** Takes the open criterion away, or brings back the one that ships; either can be undone. */
  async remove(): Promise<boolean> {
    const { info } = this
    if (!info) return false
    const shipped = this.isShipped(info.key)
    const weight = this.#plan.store.state.weights?.[info.key]
    return await this.#attempt('failedRemove', async (watch) => {
      await deleteCriterion(info.key, info.version, watch)
      const text = criteriaText(shipped ? 'restored' : 'removed', { name: pick(info.title) })
      const show = (): Notice => {
        this.#drafts.delete(info.key)
        this.open(shipped ? info.key : null)
        return { text, undo: () => void this.#bringBack(info, weight) }
      }
      await this.#takeOver({ key: info.key, weight: undefined, text, show })
    })
  }

  /** Gives up what is being saved or removed: the server leaves all as it was. */
  cancel(): void {
    this.#change.abort()
  }

  /** How much of what is fetched anew the server has read, 0–1. */
  get followed(): number {
    return this.#plan.store.state.loadingShare
  }

  /** Leaves list and map as they were; what was saved stays saved. */
  stopFollowing(): void {
    this.#plan.feed.stop()
  }

  async #bringBack(info: CriterionInfo, weight: number | undefined): Promise<void> {
    await this.#attempt('failedUndo', async (watch) => {
      const there = this.criteria.find(({ key }) => key === info.key)
      await saveCriterion(definitionOfInfo(info), there?.version ?? null, watch)
      const text = criteriaText('broughtBack', { name: pick(info.title) })
      const show = (): Notice => {
        this.open(info.key)
        return { text }
      }
      await this.#takeOver({ key: info.key, weight, text, show })
    })
  }

  /** Says that the server has it, and fetches what changed, so that sliders, table and map follow, and shows it. */
  async #takeOver(change: CarriedOut): Promise<void> {
    const { store, feed } = this.#plan
    const { key, weight, text, show } = change
    this.share = null
    this.following = true
    this.notice = { text: criteriaText('following') }
    const followed = new AbortController()
    store.watch(() => this.#notify(), followed.signal)
    this.#notify()
    try {
      await feed.refreshCriteria()
    } catch (error) {
      const stale = isAbort(error) ? 'followingStopped' : 'notFollowing'
      const again = () => void this.#followAgain(change)
      this.notice = { text: `${text} ${criteriaText(stale)}`, again }
      return
    } finally {
      followed.abort()
    }
    const { weights, criteria } = store.state
    const known = Object.fromEntries(criteria.map((one) => [one.key, weights?.[one.key] ?? 0]))
    store.settleWeights(weight === undefined ? known : { ...known, [key]: weight })
    this.notice = show()
  }

  async #followAgain(change: CarriedOut): Promise<void> {
    if (this.busy) return
    await this.#takeOver(change)
    this.following = false
    this.#notify()
  }

  async #attempt(
    failureText: CriteriaController['failureText'],
    work: (watch: ServerWatch) => Promise<void>,
  ): Promise<boolean> {
    if (this.busy) return false
    this.#settle()
    this.notice = null
    this.#change = new AbortController()
    const onShare = (share: number) => {
      this.share = share
      this.#notify()
    }
    onShare(0)
    let done = false
    try {
      await work({ signal: this.#change.signal, onShare })
      done = true
    } catch (error) {
      if (isAbort(error)) await this.#tellCancelled()
      else await this.#fail(failureText, error)
    }
    this.share = null
    this.following = false
    this.#notify()
    return done
  }

  /** It may have come too late: the page shows what the server has now. */
  async #tellCancelled(): Promise<void> {
    await this.#plan.feed.refreshCriteria().catch(() => undefined)
    this.notice = { text: criteriaText('cancelled') }
  }

  async #fail(failureText: CriteriaController['failureText'], error: unknown): Promise<void> {
    this.failureText = failureText
    if (error instanceof ProblemResponse && error.status === 412 && failureText === 'failedSave') {
      this.conflict = true
      // What they saved is shown once the page has it; without it, saving again tells the same.
      await this.#plan.feed.refreshCriteria().catch(() => undefined)
      return
    }
    const field = error instanceof ProblemResponse ? fieldOfParameter(error.body.parameter) : null
    if (field && failureText === 'failedSave') this.refused = { field, error }
    else this.failure = error
  }

  #settle(): void {
    this.tried = false
    this.failure = null
    this.refused = null
    this.conflict = false
  }

  #notify(): void {
    this.dispatchEvent(new Event('change'))
  }
}
