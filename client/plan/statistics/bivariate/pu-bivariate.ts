import { css, html, LitElement, nothing } from 'lit'
import { ninths } from '../../../../core/style/default-style.ts'
import type { BivariateAxis, Legend } from '../../../../core/style/legend.ts'
import { number } from '../../../i18n/format-value.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { takesMore } from '../../selection/takes-more.ts'
import { markedAreas, proposalsIn } from '../../state/proposals-in.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { chooseVillages } from '../chart/chart-marks.ts'
import { statisticsText } from '../statistics-words.ts'
import { BIVARIATE_LAYER_ID, type VillageClasses } from '../village-classes.ts'
import { bivariateText, className } from './bivariate-words.ts'
import { readVillageClasses } from './read-village-classes.ts'

type BivariateLegend = Extract<Legend, { kind: 'bivariate' }>

/** The legend of poverty × coverage gap as nine buttons: one marks the proposals of its villages. */
export class PuBivariate extends LitElement {
  static override properties = {
    plan: { attribute: false },
    classes: { state: true },
    failure: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      :host { padding: 1rem; }
      .all { display: grid; gap: 1rem; justify-items: start; }
      h2 { font-size: var(--text-base); }
      .chart { display: grid; grid-template-columns: auto auto; gap: 0.375rem; font-size: var(--text-note); font-weight: 600; }
      .up { writing-mode: vertical-rl; transform: rotate(180deg); text-align: center; }
      .across { grid-column: 2; text-align: center; }
      .cells { display: grid; grid-template-columns: repeat(3, 4.5rem); gap: 3px; }
      .cells button { height: 4.5rem; border: 1px solid rgb(12 33 66 / 25%); border-radius: var(--radius-s); padding: 0; }
      .cells button[aria-pressed='true'] { outline: 3px solid var(--ink); outline-offset: -1px; z-index: 1; }
      .cells button.touched:not([aria-pressed='true']) { box-shadow: inset 0 0 0 3px var(--ink); }
      .cells span { background: #fff; color: #1c2733; border-radius: 3px; padding: 0.0625rem 0.3125rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    `,
  ]

  declare plan: Plan
  declare classes: VillageClasses | null
  declare failure: unknown
  #visit = new AbortController()

  constructor() {
    super()
    this.classes = null
    this.failure = null
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#read()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#visit.abort()
  }

  protected override render() {
    const layer = this.plan.store.state.catalogue.find(({ id }) => id === BIVARIATE_LAYER_ID)
    return html`<div class="all"><header><h2>${bivariateText('title')}</h2>
        ${layer?.finding ? html`<p>${pick(layer.finding)}</p>` : nothing}</header>
      ${layer?.legend?.kind === 'bivariate' ? this.#body(layer.legend) : html`<p class="state">${bivariateText('noData')}</p>`}</div>`
  }

  #body(legend: BivariateLegend) {
    if (this.failure)
      return html`<div class="state error" role="alert"><strong>${statisticsText('failed')}</strong><p>${describeFailure(this.failure)}</p>
        <button class="button" type="button" @click=${() => void this.#read()}>${statisticsText('retry')}</button></div>`
    if (!this.classes) return html`<p class="state" role="status">${statisticsText('loading')}</p>`
    return html`<p class="note">${bivariateText('how')}</p>
      <div class="chart">
        <span class="up" aria-hidden="true">${pick(legend.y.title)} →</span>
        <div class="cells" role="group" aria-label=${bivariateText('legend')}>${this.#cells(legend)}</div>
        <span class="across" aria-hidden="true">${pick(legend.x.title)} →</span>
      </div>
      <p role="status">${this.#said()}</p>
      <p class="note">${limits(legend.x)}<br>${limits(legend.y)}</p>`
  }

  /** The highest third of the gap stands at the top, as the axis says. */
  #cells(legend: BivariateLegend) {
    const classes = ninths(legend).map((ninth) => ({ ...ninth, value: String(ninth.value) }))
    const marked = markedAreas(this.plan.store.state)
    const rows = [classes.slice(6), classes.slice(3, 6), classes.slice(0, 3)]
    return rows.flat().map(({ value, colour }) => {
      const count = this.classes?.get(value)?.size ?? 0
      const name = bivariateText('cell', { name: className(value), count: number(count) })
      return html`<button type="button" style="background: ${colour}" aria-label=${name} title=${name} aria-pressed=${this.#isPressed(value)} class=${this.#touches(value, marked) ? 'touched' : ''} @click=${(event: MouseEvent) => this.#pick(value, takesMore(event))}><span aria-hidden="true">${number(count)}</span></button>`
    })
  }

  #pick(value: string, add: boolean): void {
    chooseVillages(this.plan, [...(this.classes?.get(value) ?? [])], add)
  }

  /** Whether something that is marked lies in a village of the class. */
  #touches(value: string, marked: ReadonlySet<string>): boolean {
    return [...(this.classes?.get(value) ?? [])].some((code) => marked.has(code))
  }

  /** Whether all villages of a class are chosen, however that came. */
  #isPressed(value: string): boolean {
    const villages = this.classes?.get(value) ?? new Set<string>()
    const { areas } = this.plan.store.state
    return villages.size > 0 && [...villages].every((code) => areas.has(code))
  }

  #said(): string {
    const { alternatives } = this.plan.store.state
    const pressed = [...(this.classes?.keys() ?? [])].filter((value) => this.#isPressed(value))
    if (pressed.length === 0 || !alternatives) return bivariateText('cleared')
    const villages = new Set(pressed.flatMap((value) => [...(this.classes?.get(value) ?? [])]))
    return bivariateText('picked', {
      name: pressed.map(className).join('; '),
      villages: number(villages.size),
      proposals: number(proposalsIn(alternatives, villages).size),
    })
  }

  async #read(): Promise<void> {
    this.#visit.abort()
    this.#visit = new AbortController()
    const { signal } = this.#visit
    this.failure = null
    try {
      this.classes = await readVillageClasses(signal)
    } catch (failure) {
      if (!signal.aborted) this.failure = failure
    }
  }
}

function limits({ title, limits: [low, high], unit }: BivariateAxis): string {
  return bivariateText('limits', {
    axis: pick(title),
    low: number(low, 1),
    high: number(high, 1),
    unit: pick(unit),
  })
}
