import type { Actor } from '../../core/access/actor.ts'
import { possibleActions } from '../../core/access/possible-actions.ts'
import type { DeskChoices, DeskItem, DeskPage } from '../../core/api/desk.ts'
import type { TakenDecision } from '../../core/api/office-state.ts'
import { isAccepting } from '../../core/cycle/accepting.ts'
import { missingItems } from '../../core/cycle/checklist.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { isAbort } from '../api/problem-response.ts'
import { number } from '../i18n/format-value.ts'
import { Toasts } from '../panel/toasts.ts'
import { type DecisionDraft, emptyDraft } from './decision-draft.ts'
import {
  type DecisionTerms,
  fetchDeskItem,
  fetchQueue,
  type SentDecision,
  sendDecision,
  undoDecision,
} from './desk-api.ts'
import { type DeskView, writeDeskView } from './desk-view.ts'
import { actionName, deskText } from './desk-words.ts'
import { type KeptWork, keepWork, recallWork } from './kept-work.ts'
import { type RowState, stateAfter } from './row-state.ts'
import { StageRules } from './stage-rules.ts'

export type QueueHead = Omit<DeskPage, 'items' | 'next' | 'choices'>

type Landed = Pick<TakenDecision, 'status' | 'stage' | 'version' | 'decision' | 'reserve'>

interface Taken {
  code: string
  title: string
  decision: number
}

/** Before the last rows of the list more are loaded, so that the hand never waits for them. */
const AHEAD = 15
const AGAIN_MS = 8_000
const TYPING_MS = 250

/** The state of the desk, and all that changes it. Emits `change`. */
export class DeskStore extends EventTarget {
  readonly toasts = new Toasts()
  view: DeskView
  actor: Extract<Actor, { kind: 'account' }>
  head: QueueHead | null = null
  /** What the queue can be narrowed to, as it was last told. */
  choices: DeskChoices | null = null
  items: readonly DeskItem[] = []
  selected: string | null
  loading = false
  failure: unknown = null
  /** The form that is open for the selected proposal. */
  form: ProposalAction | null = null
  /** What became of decisions of this page, by code. */
  readonly rows = new Map<string, RowState>()
  /** Rules and ceilings of the stages that proposals stand in. */
  readonly rules = new StageRules(() => this.#changed())
  /** The proposal of which something must be ticked before it is accepted. */
  demanded: string | null = null
  readonly #taken: Taken[] = []
  readonly #work: KeptWork
  #next: string | null = null
  #reading = new AbortController()
  #again: ReturnType<typeof setTimeout> | undefined
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor(actor: Extract<Actor, { kind: 'account' }>, view: DeskView & { selected: string | null }) {
    super()
    const { selected, ...shown } = view
    this.actor = actor
    this.view = shown
    this.selected = selected
    this.#work = recallWork(actor.id)
    for (const sent of this.#work.outbox) this.rows.set(sent.code, { kind: 'waits', sent })
  }

  /** Sends what was left of last time, and reads the queue. */
  start(): void {
    addEventListener('online', () => this.flush())
    addEventListener('pagehide', () => this.#keep())
    this.flush()
    void this.load()
  }

  get item(): DeskItem | null {
    return this.items.find(({ code }) => code === this.selected) ?? null
  }

  /** How many the tab still holds, what was decided since it was read left out; null where that was not counted. */
  get remaining(): number | null {
    const { head, view } = this
    if (!head || head.total === null) return null
    return view.tab === 'waiting' && head.counts ? head.counts.waiting : head.total
  }

  get hasMore(): boolean {
    return this.#next !== null
  }

  /** How many decisions wait for the network. */
  get waiting(): number {
    return [...this.rows.values()].filter(({ kind }) => kind === 'waits').length
  }

  get decided(): number {
    return this.#taken.length
  }

  show(view: Partial<DeskView>): void {
    this.view = { ...this.view, ...view }
    this.form = null
    void this.load()
  }

  /** Filters as one types, once the hand rests. */
  showSoon(view: Partial<DeskView>): void {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.show(view), TYPING_MS)
  }

  async load(): Promise<void> {
    this.#reading.abort()
    this.#reading = new AbortController()
    this.loading = true
    this.#changed()
    try {
      const { items, next, choices, ...head } = await fetchQueue(this.view, null, this.#reading.signal)
      Object.assign(this, { items, head, choices, failure: null, loading: false })
      this.#next = next
      // What was decided here before the answer came is known from the answer.
      for (const [code, { kind }] of this.rows) if (kind === 'done') this.rows.delete(code)
      if (!this.item && !isNarrow()) this.selected = items[0]?.code ?? null
    } catch (error) {
      if (isAbort(error)) return
      Object.assign(this, { failure: error, loading: false })
    }
    this.#changed()
  }

  async loadMore(): Promise<void> {
    if (this.#next === null || this.loading) return
    this.loading = true
    try {
      const { items, next } = await fetchQueue(this.view, this.#next, this.#reading.signal)
      const known = new Set(this.items.map(({ code }) => code))
      this.items = [...this.items, ...items.filter(({ code }) => !known.has(code))]
      this.#next = next
    } catch (error) {
      if (!isAbort(error)) this.toasts.say({ text: deskText('failed') })
    }
    this.loading = false
    this.#changed()
  }

  select(code: string | null): void {
    if (code === this.selected) return
    this.selected = code
    this.form = null
    this.#changed()
  }

  /** Goes by rows; stays at either end. */
  move(by: number): void {
    const at = this.items.findIndex(({ code }) => code === this.selected)
    const to = this.items[Math.min(this.items.length - 1, Math.max(0, at + by))]
    if (to) this.select(to.code)
    this.#loadAhead(at + by)
  }

  open(action: ProposalAction | null): void {
    this.form = action
    this.#changed()
  }

  draftOf(name: string): DecisionDraft {
    return this.#work.drafts[name] ?? emptyDraft()
  }

  /** Keeps what is typed, as it is typed. */
  type(name: string, draft: DecisionDraft): void {
    this.#work.drafts[name] = draft
    this.#keep()
    this.#changed()
  }

  /** Keys that are ticked of a proposal's checklist: here, or with an earlier decision. */
  tickedOf({ code, ticks }: DeskItem): ReadonlySet<string> {
    return new Set([...ticks.map(({ key }) => key), ...(this.#work.ticks[code] ?? [])])
  }

  /** Ticks an item, or takes that back while it is not sent. */
  tick({ code, ticks }: DeskItem, key: string): void {
    if (ticks.some((known) => known.key === key)) return
    const { [code]: here = [], ...others } = this.#work.ticks
    const next = here.includes(key) ? here.filter((known) => known !== key) : [...here, key]
    this.#work.ticks = next.length > 0 ? { ...others, [code]: next } : others
    this.demanded = null
    this.#keep()
    this.#changed()
  }

  /** Whether something must be ticked before this is decided; then it is asked for. */
  demands(item: DeskItem, action: ProposalAction): boolean {
    const { checklist = [] } = this.rules.of(item.cycleStage) ?? {}
    const isMissing = isAccepting(action) && missingItems(checklist, this.tickedOf(item)).length > 0
    this.demanded = isMissing ? item.code : null
    if (isMissing) this.#changed()
    return isMissing
  }

  /** Decides about the selected proposal and goes on to the next, while the decision is on its way. */
  decide(terms: DecisionTerms): void {
    const { item } = this
    if (!item) return
    this.form = null
    const { [item.code]: checklist } = this.#work.ticks
    const whole = checklist ? { ...terms, checklist } : terms
    const sent = { code: item.code, version: item.version, terms: whole, key: newKey() }
    this.#work.outbox = [...this.#work.outbox.filter(({ code }) => code !== item.code), sent]
    this.#keep()
    void this.#send(sent)
    this.#goOn()
    this.#changed()
  }

  /** Sends all that waits. */
  flush(): void {
    clearTimeout(this.#again)
    for (const row of this.rows.values()) if (row.kind === 'waits') void this.#send(row.sent)
  }

  /** Sends a decision that came too late about the proposal as it stands now. */
  async decideAnyway(code: string): Promise<void> {
    const row = this.rows.get(code)
    if (!row || !(await this.lookAgain(code))) return
    this.selected = code
    this.decide(row.sent.terms)
  }

  /** Reads how a proposal stands; what was typed stays in its form. */
  async lookAgain(code: string): Promise<boolean> {
    try {
      this.#put(await fetchDeskItem(code))
    } catch {
      this.toasts.say({ text: deskText('failed') })
      return false
    }
    this.discard(code)
    return true
  }

  /** Lets go of a decision that was refused or came too late. */
  discard(code: string): void {
    this.rows.delete(code)
    this.#forget(code)
    this.#changed()
  }

  /** Takes back the last decision of this page. */
  async undo(): Promise<void> {
    const last = this.#taken.pop()
    if (!last) {
      this.toasts.say({ text: deskText('undoNone') })
      return
    }
    const { code, title, decision } = last
    try {
      await undoDecision(code, decision)
      this.rows.delete(code)
      this.#put(await fetchDeskItem(code))
      this.#count(-1)
      this.rules.refreshCeilings()
      this.selected = code
      this.toasts.say({ text: deskText('undone', { title }) })
    } catch (error) {
      const sent = { code, version: 0, terms: { action: 'note' as const }, key: '' }
      const state = stateAfter(sent, error)
      // Without a network it is still there to be taken back.
      if (state.kind === 'waits') this.#taken.push(last)
      this.toasts.say({
        text: `${deskText('undoFailed')} ${state.kind === 'refused' ? state.why : ''}`.trim(),
      })
    }
    this.#changed()
  }

  /** The page's address, which a reload and a colleague understand. */
  get address(): string {
    return writeDeskView(this.view, this.selected)
  }

  async #send(sent: SentDecision): Promise<void> {
    const { code } = sent
    this.rows.set(code, { kind: 'sending', sent })
    this.#changed()
    try {
      const { decision, status, stage, version, reserve = [] } = await sendDecision(sent)
      this.rows.set(code, { kind: 'done', sent, decision })
      this.#forget(code)
      delete this.#work.drafts[`${code}/${sent.terms.action}`]
      delete this.#work.ticks[code]
      this.#keep()
      this.#landed(sent, { decision, status, stage, version, reserve })
    } catch (error) {
      const state = stateAfter(sent, error)
      this.rows.set(code, state)
      if (state.kind === 'waits') this.#sendLater()
    }
    this.#changed()
  }

  #landed({ code, terms }: SentDecision, { decision, reserve, ...now }: Landed): void {
    this.rules.refreshCeilings()
    const item = this.items.find((known) => known.code === code)
    if (terms.action !== 'note') this.#count(1)
    const title = item?.title ?? code
    this.#taken.push({ code, title, decision })
    this.toasts.say({
      text: [
        deskText('decidedNow', { action: actionName(terms.action), title: shortened(title) }),
        ...reserve.slice(0, 1).map(({ place }) => deskText('reserveAt', { place: number(place) })),
      ].join(' · '),
      action: { name: `${deskText('undo')} (U)`, run: () => void this.undo() },
    })
    if (!item) return
    const at = new Date().toISOString()
    const made = (terms.checklist ?? []).map((key) => ({ key, by: this.actor.name, at }))
    const ticks = terms.action === 'return' || now.stage !== item.stage ? [] : [...item.ticks, ...made]
    const stands = { ...item, ...now, ticks, announced: false }
    const costs = { costRupiah: terms.costRupiah ?? item.costRupiah, volume: terms.volume ?? item.volume }
    const subject = { area: item.villageCode, agency: item.agency, stage: now.stage, year: item.year }
    this.#put({ ...stands, ...costs, actions: possibleActions(this.actor, now, subject) })
  }

  #sendLater(): void {
    clearTimeout(this.#again)
    this.#again = setTimeout(() => this.flush(), AGAIN_MS)
  }

  #put(item: DeskItem): void {
    this.items = this.items.map((known) => (known.code === item.code ? item : known))
    this.#changed()
  }

  #count(by: 1 | -1): void {
    const { head } = this
    if (!head?.counts) return
    const { counts } = head
    const from = this.view.tab === 'done' ? 0 : by
    this.head = { ...head, counts: { ...counts, waiting: counts.waiting - from, done: counts.done + from } }
  }

  /** To the next that is not decided yet. */
  #goOn(): void {
    const at = this.items.findIndex(({ code }) => code === this.selected)
    const next = this.items.find(({ code }, index) => index > at && !this.rows.has(code))
    if (next) this.selected = next.code
    this.#loadAhead(at + 1)
  }

  #loadAhead(at: number): void {
    if (at > this.items.length - AHEAD) void this.loadMore()
  }

  #forget(code: string): void {
    this.#work.outbox = this.#work.outbox.filter((sent) => sent.code !== code)
    this.#keep()
  }

  #keep(): void {
    keepWork(this.actor.id, this.#work)
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}

const MOST_LETTERS = 48

function shortened(title: string): string {
  return title.length > MOST_LETTERS ? `${title.slice(0, MOST_LETTERS - 1)}…` : title
}

/** A page of a LAN without https has no randomUUID. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function isNarrow(): boolean {
  return matchMedia('(max-width: 767px)').matches
}
