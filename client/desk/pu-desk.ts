import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { mayAnywhere } from '../../core/access/may.ts'
import type { OfficeDecision } from '../../core/api/office-state.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { ProblemResponse } from '../api/problem-response.ts'
import { number } from '../i18n/format-value.ts'
import { pageAddress } from '../i18n/page-address.ts'
import { chooseLanguage, currentLanguage, languageChange } from '../i18n/translate.ts'
import { siteMark } from '../panel/icons.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { toastBox } from '../panel/toast-box.ts'
import { Redraw } from '../state/viewer-store.ts'
import { accountMenu } from './account-menu.ts'
import { isPlain } from './decision-draft.ts'
import { type DecisionTerms, fetchHistory } from './desk-api.ts'
import { actionBar, deskCard, historyList } from './desk-card.ts'
import { commandOf, type DeskCommand, forwardOf, KEY_HELP, tickOf } from './desk-keys.ts'
import { deskFilters, deskList, deskTabs, queueName, tabBeside } from './desk-list.ts'
import { type DeskStore, isNarrow } from './desk-store.ts'
import { deskStyles } from './desk-styles.ts'
import { deskText } from './desk-words.ts'
import type { PuBulk } from './pu-bulk.ts'
import type { PuDecisionForm } from './pu-decision-form.ts'
import type { PuPlace } from './pu-place.ts'

/** Keys that run through the list ask for no history on the way. */
const REST_MS = 200
const NOT_FOUND = 404

/** The desk: a queue, the proposal that is decided about, and where it lies. By keys as by buttons. */
export class PuDesk extends LitElement {
  static override properties = {
    store: { attribute: false },
    history: { state: true },
    isListed: { state: true },
  }

  static override styles = [sharedStyles, deskStyles]

  declare store: DeskStore
  declare history: readonly OfficeDecision[] | null
  /** On a phone: whether the list covers the card. */
  declare isListed: boolean
  #shown = ''
  #rest: ReturnType<typeof setTimeout> | undefined
  #reading = new AbortController()
  readonly #ended = new AbortController()

  constructor() {
    super()
    this.history = null
    this.isListed = true
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.store?.toasts)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', (event) => this.#onKey(event), { signal: this.#ended.signal })
    this.isListed = this.store.selected === null
    this.store.start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#ended.abort()
  }

  protected override updated(_changed: PropertyValues<this>): void {
    document.title = `${deskText('title')} · PetaUsul`
    const { address, item, selected } = this.store
    if (`${location.search || '?'}` !== address) history.replaceState(null, '', address)
    const shown = item ? `${item.code} ${item.version}` : ''
    if (shown === this.#shown) return
    this.#shown = shown
    this.#readHistory(item?.code ?? null)
    this.renderRoot.querySelector(`[data-code="${selected}"]`)?.scrollIntoView({ block: 'nearest' })
    this.renderRoot.querySelector('.middle')?.scrollTo({ top: 0 })
  }

  #readHistory(code: string | null): void {
    this.history = null
    this.#reading.abort()
    this.#reading = new AbortController()
    clearTimeout(this.#rest)
    const read = async (of: string, signal: AbortSignal) => {
      this.history = await fetchHistory(of, signal).catch(() => null)
    }
    if (code) this.#rest = setTimeout(() => void read(code, this.#reading.signal), REST_MS)
  }

  protected override render() {
    return html`${this.#header()}${this.#hasNoQueue ? this.#none() : this.#page()}
      <pu-bulk .store=${this.store}></pu-bulk>${this.#help()}`
  }

  get #hasNoQueue(): boolean {
    const { failure, head } = this.store
    return !head && failure instanceof ProblemResponse && failure.status === NOT_FOUND
  }

  #none(): TemplateResult {
    return html`<main class="whole"><div class="state"><strong>${deskText('noQueue')}</strong><p>${deskText('noQueueHint')}</p></div></main>`
  }

  #header(): TemplateResult {
    const { head, view } = this.store
    const other = currentLanguage() === 'id' ? 'en' : 'id'
    const grants = head?.grants ?? []
    return html`<header>
      <a class="home" href=${pageAddress('/')} aria-label="PetaUsul: ${deskText('toMap')}">${siteMark}<strong>PetaUsul</strong></a>
      <h1>${deskText('title')}</h1>
      ${
        grants.length > 1
          ? html`<select class="queues" aria-label=${deskText('queue')} @change=${(event: Event) => this.#chooseQueue(event)}>
            ${grants.map((grant, at) => html`<option value=${at + 1} ?selected=${at + 1 === view.grant}>${queueName(grant)}</option>`)}</select>`
          : html`<span class="queues note">${grants[0] ? queueName(grants[0]) : ''}</span>`
      }
      <span class="count note" aria-live="off">${this.store.decided > 0 ? deskText('decidedCount', { count: number(this.store.decided) }) : ''}</span>
      <button class="plain" type="button" lang=${other} aria-label=${other === 'en' ? 'English' : 'Bahasa Indonesia'} @click=${() => void chooseLanguage(other)}>${other.toUpperCase()}</button>
      <button class="plain keys" type="button" aria-label=${deskText('help')} @click=${() => this.#helpBox?.showModal()}>?</button>
      ${accountMenu(this.store)}
    </header>`
  }

  #chooseQueue({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.store.show({ grant: Number(target.value), filter: {} })
  }

  #page(): TemplateResult {
    const { item, waiting } = this.store
    const isCard = item !== null && !this.isListed
    return html`<main class="page ${isCard ? 'card-open' : ''}">
      <section class="left" aria-label=${deskText('queue')}>
        ${deskTabs(this.store)}${deskFilters(this.store)}
        <div class="list" id="queue" role="tabpanel" aria-labelledby="tab-${this.store.view.tab}" @click=${this.#onRow}>${deskList(this.store)}</div>
        ${this.#many()}
      </section>
      <section class="middle" aria-label=${deskText('one')}>
        ${waiting > 0 ? html`<div class="banner offline" role="status"><p>${deskText('offline', { count: number(waiting) })}</p><button class="button" type="button" @click=${() => this.store.flush()}>${deskText('sendNow')}</button></div>` : nothing}
        ${item ? this.#card() : html`<div class="state"><strong>${deskText('choose')}</strong><p class="hint">${deskText('chooseHint')}</p></div>`}
        ${toastBox(this.store.toasts)}
      </section>
      ${
        item
          ? html`<aside class="right" aria-label=${deskText('map')}><pu-place .item=${item}></pu-place>
        <h3>${deskText('history')}</h3>${historyList(this.history)}</aside>`
          : nothing
      }
    </main>`
  }

  readonly #onRow = ({ target }: Event) => {
    if (target instanceof Element && target.closest('.row')) this.isListed = false
  }

  #many(): TemplateResult {
    const { remaining, actor, view } = this.store
    const total = remaining ?? 0
    const mayAnnounce = mayAnywhere(actor, 'proposal:announce')
    return html`<div class="many">
      ${total > 1 ? html`<button class="button" type="button" data-bulk @click=${() => this.#bulk?.openDecision()}>${deskText('bulk', { count: number(total) })}</button>` : nothing}
      ${view.tab === 'done' && mayAnnounce ? html`<button class="button" type="button" data-announce @click=${() => this.#bulk?.openAnnouncement()}>${deskText('announce')}</button>` : nothing}
    </div>`
  }

  #card(): TemplateResult {
    const { item, form, head } = this.store
    if (!item) return html``
    const at = this.store.items.indexOf(item) + 1
    const name = `${item.code}/${form}`
    return html`<nav class="steps" aria-label=${deskText('list')}>
        <button class="plain back" type="button" @click=${() => (this.isListed = true)}>‹ ${deskText('back')}</button>
        <button class="plain" type="button" aria-label=${deskText('previous')} @click=${() => this.store.move(-1)}>↑</button>
        <span class="note">${deskText('position', { at: number(at), total: head?.total == null ? '…' : number(head.total) })}</span>
        <button class="plain" type="button" aria-label=${deskText('next')} @click=${() => this.store.move(1)}>↓</button></nav>
      ${deskCard(this.store, item)}
      <div class="decide">${
        form
          ? html`<pu-decision-form .action=${form} .item=${item} .draft=${this.store.draftOf(name)} .submitName=${null} .reasons=${this.store.rules.reasonsFor(item.cycleStage, form)}
            @draft=${({ detail }: CustomEvent) => this.store.type(name, detail)} @terms=${({ detail }: CustomEvent<DecisionTerms>) => this.#decide(detail)}
            @close=${() => this.store.open(null)}></pu-decision-form>`
          : actionBar(this.store, item, (action) => this.#act(action))
      }</div>`
  }

  /** At once where nothing need be said, else by a form. */
  #act(action: ProposalAction): void {
    const { item } = this.store
    if (!item?.actions.includes(action)) return
    const row = this.store.rows.get(item.code)
    if (row && row.kind !== 'done') return
    if (isPlain(action)) this.#decide({ action })
    else void this.#openForm(action)
  }

  async #openForm(action: ProposalAction): Promise<void> {
    this.store.open(action)
    await this.updateComplete
    const form = this.renderRoot.querySelector<PuDecisionForm>('.decide pu-decision-form')
    await form?.updateComplete
    this.renderRoot.querySelector('.decide')?.scrollTo({ top: 0 })
    form?.focusFirst()
  }

  #decide(terms: DecisionTerms): void {
    const { item } = this.store
    if (item && this.store.demands(item, terms.action)) {
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('.people [data-missing]')?.focus(),
      )
      return
    }
    this.store.decide(terms)
    // Keys go on where the form was.
    if (!isNarrow())
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('#card-title')?.focus({ preventScroll: true }),
      )
  }

  #onKey(event: KeyboardEvent): void {
    const command = commandOf(event)
    const number = tickOf(event)
    if (number !== undefined && !this.store.form && !this.#isCovered && this.#tick(number))
      event.preventDefault()
    if (!command || this.#isCovered) return
    const isInForm = event
      .composedPath()
      .some((one) => one instanceof HTMLElement && one.localName === 'pu-decision-form')
    if (isInForm && command !== 'close') return
    if (this.#run(command)) event.preventDefault()
  }

  /** Ticks the item of that number, or with none all that are not ticked. */
  #tick(at?: number): boolean {
    const { store } = this
    const { item } = store
    if (!item) return false
    const { checklist = [] } = store.rules.of(item.cycleStage) ?? {}
    const ticked = store.tickedOf(item)
    const chosen =
      at === undefined ? checklist.filter(({ key }) => !ticked.has(key)) : checklist.slice(at, at + 1)
    for (const { key } of chosen) store.tick(item, key)
    return chosen.length > 0
  }

  /** Whether the command did something. */
  #run(command: DeskCommand): boolean {
    const { store } = this
    switch (command) {
      case 'next':
      case 'previous':
        store.move(command === 'next' ? 1 : -1)
        return true
      case 'forward':
        return this.#forward(false)
      case 'changed':
        return this.#forward(true)
      case 'undo':
        void store.undo()
        return true
      case 'tickAll':
        return this.#tick()
      case 'map':
        this.#place?.zoom()
        return true
      case 'near':
        this.#place?.focusList()
        return true
      case 'search':
        this.isListed = true
        this.renderRoot.querySelector<HTMLElement>('#search')?.focus()
        return true
      case 'nextTab':
      case 'previousTab':
        store.show({ tab: tabBeside(store.view.tab, command === 'nextTab' ? 1 : -1) })
        return true
      case 'help':
        this.#helpBox?.showModal()
        return true
      case 'close':
        return this.#close()
      default:
        this.#act(command)
        return true
    }
  }

  #forward(isChanged: boolean): boolean {
    const action = forwardOf(this.store.item?.actions ?? [])
    if (!action) return false
    if (isChanged) void this.#openForm(action)
    else this.#act(action)
    return true
  }

  #close(): boolean {
    if (this.store.form) {
      this.store.open(null)
      return true
    }
    this.renderRoot.querySelector<HTMLElement>('#card-title')?.focus({ preventScroll: true })
    return false
  }

  get #isCovered(): boolean {
    return this.renderRoot.querySelector('dialog[open]') !== null || (this.#bulk?.isOpen ?? false)
  }

  get #bulk(): PuBulk | null {
    return this.renderRoot.querySelector('pu-bulk')
  }

  get #place(): PuPlace | null {
    return this.renderRoot.querySelector('pu-place')
  }

  get #helpBox(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog.help')
  }

  #help(): TemplateResult {
    return html`<dialog class="help" aria-labelledby="help-title"><h2 id="help-title">${deskText('help')}</h2>
      <dl>${KEY_HELP.map(([keys, word]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${deskText(word)}</dd></div>`)}</dl>
      <form method="dialog"><button class="button main">${deskText('cancel')}</button></form></dialog>`
  }
}
