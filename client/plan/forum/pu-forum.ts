import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { languageChange } from '../../i18n/translate.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { type BudgetController, budgetControllerOf } from '../budget/budget-controller.ts'
import { putPackageOnMap } from '../budget/map/put-package-on-map.ts'
import { PLAIN } from '../ranking/rank-list.ts'
import { RankListCache } from '../ranking/rank-list-cache.ts'
import type { PlanTabId } from '../state/plan-state.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { type ForumLook, mapStep, packageStep, rankingStep, weighStep, whyStep } from './forum-steps.ts'
import { forumStyles } from './forum-styles.ts'
import { forumText } from './forum-words.ts'

const STEPS = ['weigh', 'map', 'ranking', 'package', 'why'] as const
type Step = (typeof STEPS)[number]

/** Width of the panel beside the map: the map has the most room where it is what is talked about. */
const widths: Record<Step, string> = {
  weigh: '42vw',
  map: '30vw',
  ranking: '46vw',
  package: '40vw',
  why: '46vw',
}

/** The page for a room with a projector: five steps beside the map, by keys or large buttons. */
export class PuForum extends LitElement {
  static override properties = {
    plan: { attribute: false },
    step: { state: true },
    dark: { type: Boolean, reflect: true },
  }

  static override styles = [sharedStyles, forumStyles]

  declare plan: Plan
  declare step: Step
  /** For a dark room; the browser remembers it. */
  declare dark: boolean
  readonly #lists = new RankListCache()
  #before: PlanTabId = 'priority'
  #onMap = new AbortController()

  constructor() {
    super()
    this.step = 'weigh'
    this.dark = readDark()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.#controller)
    new Redraw(this, () => this.#lists)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const { store } = this.plan
    this.#before = store.state.tab
    // What other tabs draw on the map does not belong to the talk.
    store.update({ tab: 'priority' })
    window.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('keydown', this.#onKey)
    this.#onMap.abort()
    this.#lists.end()
    document.documentElement.style.removeProperty('--forum-panel')
  }

  get #controller(): BudgetController {
    return budgetControllerOf(this.plan.store)
  }

  protected override render() {
    const at = STEPS.indexOf(this.step)
    return html`<section class="panel" tabindex="0" aria-label=${forumText('label')}><h1 tabindex="-1">${forumText(this.step)}</h1>${this.#content()}</section>
      <nav class="bar" aria-label=${forumText('steps')} title=${forumText('keys')}>
        <button type="button" ?disabled=${at === 0} @click=${() => this.#go(at - 1)}>← ${forumText('previous')}</button>
        <ol>${STEPS.map((step, place) => html`<li><button type="button" aria-current=${step === this.step ? 'step' : nothing} @click=${() => this.#go(place)}>${place + 1} <span>${forumText(step)}</span></button></li>`)}</ol>
        <button type="button" title=${forumText('look')} @click=${() => this.#turn()}>${forumText(this.dark ? 'light' : 'dark')}</button>
        <button type="button" @click=${() => this.#end()}>${forumText('end')}</button>
        <button class="next" type="button" ?disabled=${at === STEPS.length - 1} @click=${() => this.#go(at + 1)}>${forumText('next')} →</button></nav>`
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('step') || changed.has('plan')) this.#put()
    if (changed.has('step')) this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
  }

  #content(): TemplateResult {
    const look: ForumLook = {
      plan: this.plan,
      controller: this.#controller,
      list: this.#lists.list(this.plan.store, PLAIN, ''),
      open: (code) => this.#open(code),
    }
    switch (this.step) {
      case 'weigh':
        return weighStep(look)
      case 'map':
        return mapStep(look)
      case 'ranking':
        return rankingStep(look, (where) => this.#jump(where))
      case 'package':
        return packageStep(look)
      case 'why':
        return whyStep(look)
    }
  }

  /** Makes room beside the map, and shows the package on it where it is talked about. */
  #put(): void {
    document.documentElement.style.setProperty('--forum-panel', widths[this.step])
    this.#onMap.abort()
    this.#onMap = new AbortController()
    const { map, store } = this.plan
    const isOfPackage = this.step === 'package' || this.step === 'why'
    if (map && isOfPackage) putPackageOnMap(map, { store, controller: this.#controller }, this.#onMap.signal)
  }

  #go(place: number): void {
    const step = STEPS[place]
    if (step) this.step = step
  }

  #open(code: string): void {
    if (!code) return
    this.plan.store.update({ opened: code, selection: new Set([code]) })
    this.plan.map?.show(code)
    this.step = 'why'
  }

  #jump(where: 'line' | 'top'): void {
    const panel = this.renderRoot.querySelector('.panel')
    if (where === 'top') panel?.scrollTo({ top: 0 })
    else this.renderRoot.querySelector('#line')?.scrollIntoView({ block: 'center' })
  }

  #turn(): void {
    this.dark = !this.dark
    keepDark(this.dark)
  }

  #end(): void {
    this.plan.store.update({ forum: false, tab: this.#before })
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const [target] = event.composedPath()
    const at = STEPS.indexOf(this.step)
    if (event.key === 'Escape') this.#end()
    else if (isTyping(target)) return
    else if (event.key.toLowerCase() === 'd') this.#turn()
    else if (event.key === 'PageDown') this.#go(at + 1)
    else if (event.key === 'PageUp') this.#go(at - 1)
    else if (/^[1-5]$/.test(event.key)) this.#go(Number(event.key) - 1)
    else if (event.key === 'ArrowRight' && !isOwnArrows(target)) this.#go(at + 1)
    else if (event.key === 'ArrowLeft' && !isOwnArrows(target)) this.#go(at - 1)
    else return
    event.preventDefault()
  }
}

const DARK_KEY = 'petausul:forum-dark'

function readDark(): boolean {
  try {
    return localStorage.getItem(DARK_KEY) === '1'
  } catch {
    return false
  }
}

function keepDark(dark: boolean): void {
  try {
    localStorage.setItem(DARK_KEY, dark ? '1' : '0')
  } catch {
    // A browser that keeps nothing begins light again.
  }
}

/** Keys that write go to the field. */
function isTyping(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'range'
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
}

/** Sliders, tables and the map move by arrows themselves. */
function isOwnArrows(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target instanceof HTMLInputElement || ['application', 'grid', 'slider'].includes(target.role ?? '')
}
