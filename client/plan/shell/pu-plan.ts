import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Language } from '../../../core/proposal/label.ts'
import { chooseLanguage, currentLanguage, languageChange } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { toastBox } from '../../panel/toast-box.ts'
import { type Toast, Toasts } from '../../panel/toasts.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { PlanFeed } from '../data/plan-feed.ts'
import type { PuSaveDecision } from '../decision/pu-save-decision.ts'
import { downloadDecision, rankingDecided } from '../ranking/download-decision.ts'
import type { PlanState } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { writePlanUrl } from '../state/plan-url.ts'
import type { Decided, Plan, TabParts } from '../tab/plan-tab.ts'
import { planStyles } from './plan-styles.ts'
import type { PuPlanMap } from './pu-plan-map.ts'
import { screenSwitch } from './screen-switch.ts'
import { shellText } from './shell-words.ts'
import { TabStage } from './tab-stage.ts'

/** A presentation for a projector; a phone shows the page as it is. */
const wideEnough = matchMedia('(min-width: 768px)')
const isNarrow = () => !wideEnough.matches
const isForumDefined = () => customElements.get('pu-forum') !== undefined

/** Addresses change once for a burst of moves: browsers refuse more than some hundred changes a minute. */
const ADDRESS_MS = 300

/** The planner's page: the header, and the three columns of the open tab around one map. */
export class PuPlan extends LitElement {
  static override properties = {
    store: { attribute: false },
    saving: { state: true },
    decided: { state: true },
    wide: { state: true },
  }

  static override styles = [sharedStyles, planStyles]

  declare store: PlanStore
  declare saving: boolean
  /** What is about to be saved as a decision. */
  declare decided: Decided | null
  /** The ranking takes most of the map's room. */
  declare wide: boolean
  readonly #toasts = new Toasts()
  readonly #ended = new AbortController()
  #feed: PlanFeed | null = null
  #stage: TabStage | null = null
  #known: Plan | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.saving = false
    this.decided = null
    this.wide = false
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.#toasts)
    new Redraw(this, () => this.#stage ?? undefined)
    new Redraw(this, () => this.store)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#feed = new PlanFeed(this.store, this.#ended.signal)
    this.#stage = new TabStage(this.store, this.#ended.signal)
    this.store.watch(() => this.#writeAddress(), this.#ended.signal)
    addEventListener('online', () => this.#onOnline(), { signal: this.#ended.signal })
    void this.#start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#ended.abort()
  }

  async #start(): Promise<void> {
    const { opened, view } = this.store.state
    await this.#feed?.start(
      (change) => this.#map?.plan?.patch(change),
      () => this.#map?.plan?.reload(),
    )
    const { district } = this.store.state
    document.title = `${shellText('title')} · ${district?.name ?? 'PetaUsul'}`
    this.#stage?.open(this.store.state.tab)
    await this.#feed?.reload()
    if (opened) this.#showLinked(opened, view === null)
  }

  /** A link to a proposal marks it; the map goes there, unless the link says where to look. */
  #showLinked(code: string, goes: boolean): void {
    this.store.update({ selection: new Set([code]), screen: isNarrow() ? 'right' : 'map' })
    if (goes) this.#map?.plan?.show(code)
  }

  protected override render() {
    const { district } = this.store.state
    const forum = this.store.state.forum && wideEnough.matches
    this.toggleAttribute('forum', forum)
    if (forum && !isForumDefined()) void this.#loadForum()
    return html`
      <nav class="skips" aria-label=${shellText('skipMap')}><a class="skip" href="#map" @click=${this.#skip}>${shellText('skipMap')}</a></nav>
      <pu-plan-header .store=${this.store} .saving=${this.saving} @language=${this.#onLanguage}
        @save=${() => void this.#openSaving()}></pu-plan-header>
      <pu-save-decision .decided=${this.decided} @download=${() => void this.#save()}></pu-save-decision>
      ${district && this.store.state.criteria.length > 0 ? this.#page() : this.#whole()}
    `
  }

  #page(): TemplateResult {
    const plan = this.#plan()
    const parts: TabParts = this.#stage?.parts ?? {}
    const { screen } = this.store.state
    this.toggleAttribute('wide', this.wide && !parts.right)
    return html`
      <section class="left ${screen === 'left' ? 'on' : ''}" aria-label=${parts.leftName?.() ?? shellText('leftLabel')}>
        ${parts.left ? parts.left(plan) : html`<pu-weights .plan=${plan}></pu-weights>`}</section>
      <main class=${screen === 'map' ? 'on' : ''}>
        <pu-plan-map .store=${this.store} @ready=${this.#onMap} @tilefailed=${this.#onTileFailed}></pu-plan-map>
        ${this.hasAttribute('forum') ? nothing : (parts.overMap?.(plan) ?? nothing)}
        ${this.hasAttribute('forum') ? nothing : html`<pu-selection .plan=${plan}></pu-selection>`}
        ${toastBox(this.#toasts)}
      </main>
      <section class="right ${screen === 'right' ? 'on' : ''}" aria-label=${parts.rightName?.() ?? shellText('rightLabel')}
        @widen=${(event: CustomEvent<boolean>) => this.#onWiden(event)}>
        ${this.#stage?.failure ? this.#tabFailed(this.#stage.failure) : nothing}
        ${parts.right ? parts.right(plan) : html`<pu-ranking .plan=${plan}></pu-ranking>`}</section>
      ${this.hasAttribute('forum') && isForumDefined() ? html`<pu-forum .plan=${plan}></pu-forum>` : screenSwitch(this.store, parts)}
    `
  }

  #whole() {
    const { failure } = this.store.state
    if (!failure)
      return html`<div class="whole"><div class="state" role="status"><div class="spinner"></div>${shellText('loadingPage')}</div></div>`
    return html`<div class="whole"><div class="state error" role="alert"><strong>${shellText('failedPage')}</strong>
      <p>${describeFailure(failure)} ${shellText('kept')}</p>
      <button class="button main" type="button" @click=${() => void this.#start()}>${shellText('retry')}</button></div></div>`
  }

  #tabFailed(failure: unknown) {
    const { tab } = this.store.state
    return html`<div class="state error" role="alert"><strong>${shellText('failedTab', { name: this.#stage?.nameOf(tab) ?? '' })}</strong>
      <p>${describeFailure(failure)}</p>
      <button class="button" type="button" @click=${() => this.#retryTab(tab)}>${shellText('retry')}</button></div>`
  }

  /** What a tab is made of is gone where the server was brought up to date since: the page of now, with the same address, has it. */
  #retryTab(tab: PlanState['tab']): void {
    if (!navigator.onLine) this.#stage?.open(tab)
    else {
      history.replaceState(history.state, '', writePlanUrl(this.store.state, currentLanguage()))
      location.reload()
    }
  }

  /** One object for as long as map and feed are the same, so that drawing the page again does not draw its parts. */
  #plan(): Plan {
    const feed = this.#feed
    if (!feed) throw new Error('The page is not connected.')
    const map = this.#map?.plan ?? null
    if (this.#known?.map !== map || this.#known.feed !== feed) {
      const say: Plan['say'] = (text, action) => this.#say(action ? { text, action } : { text })
      this.#known = { store: this.store, feed, map, say }
    }
    return this.#known
  }

  get #map(): PuPlanMap | null {
    return this.renderRoot.querySelector<PuPlanMap>('pu-plan-map')
  }

  #onMap(): void {
    const map = this.#map?.plan
    if (map) this.#stage?.onMap(map, () => this.#plan())
    this.requestUpdate()
  }

  /** What could not be had without a network is asked for again; the feed does so for the proposals. */
  #onOnline(): void {
    if (!this.store.state.district && this.store.state.failure) void this.#start()
    this.#map?.plan?.retry()
  }

  #onTileFailed(): void {
    const run = () => {
      this.#say(null)
      this.#map?.plan?.retry()
    }
    this.#say({ text: shellText('failedTiles'), action: { name: shellText('retry'), run } })
  }

  /** Asks for name and reason of what the open tab is about; the form is fetched at the first time. */
  async #openSaving(): Promise<void> {
    await import('../decision/pu-save-decision.ts')
    const ranking = { about: { ranking: rankingDecided(this.store.state) }, title: '', note: '' }
    this.decided = this.#stage?.parts?.decided?.(this.#plan()) ?? ranking
    await this.updateComplete
    await this.renderRoot.querySelector<PuSaveDecision>('pu-save-decision')?.show()
  }

  async #save(): Promise<void> {
    this.saving = true
    const stop = new AbortController()
    const signal = AbortSignal.any([this.#ended.signal, stop.signal])
    const cancel = { name: shellText('stopSaving'), run: () => stop.abort() }
    const onShare = (share: number) => {
      if (!signal.aborted) this.#say({ text: shellText('saving'), share, action: cancel })
    }
    onShare(0)
    try {
      const save = this.#stage?.parts?.saveDecision
      const watch = { signal, onShare }
      const { name, note } = save
        ? await save(this.#plan(), watch)
        : { name: await downloadDecision(this.store.state, watch), note: '' }
      this.#say({ text: `${note ?? ''} ${shellText('savedDecision', { name })}`.trim() })
    } catch (error) {
      const action = { name: shellText('retry'), run: () => void this.#save() }
      const failed = { text: `${shellText('failedSave')} ${describeFailure(error)}`, action }
      this.#say(stop.signal.aborted ? { text: shellText('stoppedSaving') } : failed)
    }
    this.saving = false
  }

  async #onLanguage({ detail }: CustomEvent<Language>): Promise<void> {
    await chooseLanguage(detail)
    document.documentElement.lang = detail
    this.#writeAddress()
    this.#map?.plan?.redraw()
  }

  async #loadForum(): Promise<void> {
    const { defineForum } = await import('../forum/define-forum.ts')
    defineForum()
    this.requestUpdate()
  }

  /** Soon after a change, however many follow it: browsers refuse to have the address written at every one. */
  #writeAddress(): void {
    if (this.store.state.moving) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (!this.store.state.moving)
        history.replaceState(history.state, '', writePlanUrl(this.store.state, currentLanguage()))
    }, ADDRESS_MS)
  }

  #say(toast: Toast | null): void {
    this.#toasts.say(toast)
  }

  #onWiden({ detail }: CustomEvent<boolean>): void {
    this.wide = detail
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.store.update({ screen: 'map' })
    this.#map?.focusMap()
  }
}
