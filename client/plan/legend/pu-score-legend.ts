import { css, html, LitElement, nothing } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { NO_DATA_COLOUR } from '../../../core/style/coloured-rules.ts'
import type { Legend } from '../../../core/style/legend.ts'
import { number } from '../../i18n/format-value.ts'
import { currentLanguage, languageChange, pick } from '../../i18n/translate.ts'
import { extentOf } from '../../map/extent-of.ts'
import { inputOf, textOf } from '../../panel/event-control.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { isFill } from '../../state/layer-choice.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { LEFT_OUT_COLOUR, SOFTNESS, scoreColours, scoreRange } from '../map/score-style.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { methodText, scoreFigure, scoreName } from '../weights/method-words.ts'
import { mapText } from './map-words.ts'

/** What the colours of points and areas say, the choice of the areas' colours, and the map's buttons. */
export class PuScoreLegend extends LitElement {
  static override properties = { plan: { attribute: false }, unfolded: { state: true } }

  static override styles = [
    sharedStyles,
    css`
      .legend { position: absolute; left: 0.75rem; bottom: 0.75rem; z-index: 3; width: 15.5em; padding: 0.625rem 0.75rem; background: var(--surface);
        border-radius: var(--radius); box-shadow: var(--shadow); display: grid; gap: 0.375rem; }
      h2 { font-size: var(--text-small); font-weight: 700; }
      .ramp { height: 0.625rem; border-radius: 5px; box-shadow: inset 0 0 0 1px rgb(12 33 66 / 35%); }
      .ends { display: flex; justify-content: space-between; gap: 0.75rem; font-size: var(--text-note); color: var(--muted); }
      .ends span:last-child { text-align: end; }
      [role='status']:empty { display: none; }
      .out { display: flex; gap: 0.375rem; align-items: center; }
      .out i { width: 0.625rem; height: 0.625rem; border-radius: 50%; flex: none; box-shadow: 0 0 0 1px #4d5763; }
      label { display: grid; gap: 0.125rem; font-size: var(--text-note); color: var(--muted); border-top: 1px solid var(--line); padding-top: 0.375rem; }
      .points { display: flex; align-items: center; gap: 0.5rem; border: 0; padding: 0; color: var(--ink); min-height: 1.5rem; cursor: pointer; }
      .points input { accent-color: var(--brand); width: 1rem; height: 1rem; margin: 0; }
      .choice { position: relative; display: flex; gap: 0.25rem; align-items: center; justify-content: space-between; min-height: 2rem; border: 1px solid var(--line-strong);
        border-radius: var(--radius-s); background: var(--surface); padding: 0.1875rem 0.375rem; color: var(--ink); font-size: var(--text-small); line-height: 1.25; }
      .choice:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
      .choice svg { flex: none; }
      /* Browsers cut the name in a select: it is read beneath, in as many lines as it takes. */
      select { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
      .classes { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; height: 0.5rem; border-radius: 4px; overflow: hidden; }
      .kinds { display: grid; gap: 0.125rem; font-size: var(--text-note); max-height: 9rem; overflow: auto; }
      .kinds li { display: flex; gap: 0.375rem; align-items: center; }
      .kinds i, .none i { width: 0.75rem; height: 0.75rem; border-radius: 2px; flex: none; box-shadow: inset 0 0 0 1px rgb(12 33 66 / 25%); }
      .none { display: flex; gap: 0.375rem; align-items: center; }
      .ninths { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 0.375rem; font-size: var(--text-note); color: var(--muted); line-height: 1.2; }
      .ninths div { display: grid; grid-template-columns: repeat(3, 1fr); grid-auto-rows: 1.375rem; gap: 1px; }
      .up { writing-mode: vertical-rl; transform: rotate(180deg); text-align: center; max-height: 4.25rem; }
      .across { grid-column: 2; text-align: center; }
      .source { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .areas { display: grid; gap: 0.375rem; }
      .fold { display: none; }
      .controls { position: absolute; right: 0.75rem; top: 0.75rem; z-index: 3; display: grid; background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); }
      .controls button { width: 2.5rem; height: 2.5rem; border: 0; background: none; display: grid; place-items: center; border-radius: var(--radius); }
      .controls button + button { border-top: 1px solid var(--line); }
      .controls button:hover { background: var(--wash); }
      @media (max-width: 767px) { .controls button { width: var(--target); height: var(--target); } .choice { min-height: var(--target); } select { font-size: 1rem; } .legend { width: 13em; gap: 0.25rem; }
        .fold { display: block; min-height: 2rem; font-size: var(--text-note); } .areas:not(.on) { display: none; } label { border: 0; padding: 0; } }
    `,
  ]

  declare plan: Plan
  /** On a phone the areas' colours are folded away at first. */
  declare unfolded: boolean

  constructor() {
    super()
    this.unfolded = false
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
    new Redraw(this, () => this.plan?.map ?? undefined)
  }

  /** Why points have no score. */
  #why(): string {
    const { alternatives, loading, loadingShare } = this.plan.store.state
    if (alternatives) return mapText('noWeights')
    return loading ? mapText('reading', { share: number(loadingShare * 100, 0) }) : mapText('noAlternatives')
  }

  protected override render() {
    const { store } = this.plan
    const { low, high } = scoreRange(store.ranking)
    const { method } = store.state
    const ends = { low: scoreFigure(low, method), high: scoreFigure(high, method) }
    return html`
      <div class="controls">
        ${this.#button(mapText('zoomIn'), icons.plus, () => this.plan.map?.zoomBy(1))}
        ${this.#button(mapText('zoomOut'), icons.minus, () => this.plan.map?.zoomBy(-1))}
        ${this.#button(mapText('fit'), icons.extent, () => this.#fit())}
      </div>
      <div class="legend">
        ${this.#pointsSwitch()}
        <h2>${method === 'weighted-sum' ? mapText('legend') : `${methodText(method)}: ${scoreName(method).toLocaleLowerCase()}`}</h2>
        ${
          store.ranking
            ? html`<div class="ramp" role="img" aria-label=${mapText('legendText', { ...ends, name: scoreName(method).toLocaleLowerCase() })} style="background: linear-gradient(to right, ${scoreColours.join(',')})"></div>
              <div class="ends" aria-hidden="true"><span>≤ ${ends.low}</span><span>≥ ${ends.high}</span></div>`
            : html`<p class="note">${this.#why()}</p>`
        }
        ${store.state.scale === 'raw' ? html`<p class="note">${mapText('perMille')}</p>` : nothing}
        <div role="status">${this.plan.map?.isBehind ? html`<p class="note">${mapText('behind')}</p>` : nothing}</div>
        ${store.ranking?.excludedCount ? html`<p class="note out"><i style="background: ${LEFT_OUT_COLOUR}"></i>${mapText('leftOut')}</p>` : nothing}
        <button class="fold link" type="button" aria-expanded=${this.unfolded} @click=${() => {
          this.unfolded = !this.unfolded
        }}>${mapText('underlay')}</button>
        <div class="areas ${this.unfolded ? 'on' : ''}">${guard([store.state.catalogue, store.state.underlay, currentLanguage()], () => this.#underlay())}</div>
      </div>
    `
  }

  /** Points cover the colours of areas, which someone may want to see whole. */
  #pointsSwitch() {
    const { map } = this.plan
    if (!map) return nothing
    return html`<label class="points"><input type="checkbox" .checked=${map.pointsShown}
      @change=${(event: Event) => map.showPoints(inputOf(event).checked)} /><span>${mapText('points')}</span></label>`
  }

  #underlay() {
    const { catalogue, underlay } = this.plan.store.state
    const fills = catalogue.filter((layer) => isFill(layer) && layer.group !== 'base')
    if (fills.length === 0) return nothing
    const shown = fills.find(({ id }) => id === underlay)
    const name = shown ? pick(shown.title) : mapText('underlayNone')
    return html`<label>${mapText('underlay')}
      <span class="choice"><span aria-hidden="true">${name}</span>${icons.down}<select @change=${(event: Event) => this.#choose(textOf(event))}>
        <option value="" ?selected=${!shown}>${mapText('underlayNone')}</option>
        ${fills.map((layer) => html`<option value=${layer.id} ?selected=${layer.id === underlay}>${pick(layer.title)}</option>`)}
      </select></span></label>
      ${underlayKey(shown?.legend ?? null)}
      ${shown?.source ? html`<p class="note source" title=${shown.source}>${mapText('source', { source: shown.source })}</p>` : nothing}`
  }

  #choose(id: string): void {
    this.plan.store.update({ underlay: id || null })
  }

  #button(name: string, icon: unknown, run: () => void) {
    return html`<button type="button" aria-label=${name} title=${name} @click=${run}>${icon}</button>`
  }

  #fit(): void {
    const { district } = this.plan.store.state
    if (district) this.plan.map?.fit(extentOf(district))
  }
}

/** A colour as the map draws it: soft, over plain land. */
function softened(colour: string): string {
  return `background: color-mix(in srgb, ${colour} ${SOFTNESS * 100}%, var(--map-land))`
}

/** What the colours of areas mean, and the grey of those without a value. */
function underlayKey(legend: Legend | null) {
  if (legend?.kind === 'classes') return [classBar(legend), noData()]
  if (legend?.kind === 'bivariate') return [ninths(legend), noData()]
  if (legend?.kind !== 'categories') return nothing
  return html`<ul class="kinds">${legend.items.map(
    ({ colour, label }) => html`<li><i style=${softened(colour)}></i>${pick(label)}</li>`,
  )}<li><i style=${softened(NO_DATA_COLOUR)}></i>${mapText('noData')}</li></ul>`
}

function noData() {
  return html`<p class="note none"><i style=${softened(NO_DATA_COLOUR)}></i>${mapText('noData')}</p>`
}

/** Three by three: more of x to the right, more of y upwards. */
function ninths({ colours, x, y }: Extract<Legend, { kind: 'bivariate' }>) {
  const axes = { x: pick(x.title), y: pick(y.title) }
  const rows = [6, 3, 0].flatMap((from) => colours.slice(from, from + 3))
  return html`<div class="ninths" role="img" aria-label=${mapText('twoValues', axes)}>
      <span class="up">${axes.y} →</span><div>${rows.map((colour) => html`<i style=${softened(colour)}></i>`)}</div>
      <span class="across">${axes.x} →</span></div>`
}

function classBar({ colours, breaks, unit }: Extract<Legend, { kind: 'classes' }>) {
  const [first = 0] = breaks
  const last = breaks.at(-1) ?? 0
  // An index between −1 and 1 needs its second decimal.
  const decimals = Math.max(Math.abs(first), Math.abs(last)) < 2 ? 2 : 1
  return html`<div class="classes" aria-hidden="true">${colours.map((colour) => html`<i style=${softened(colour)}></i>`)}</div>
    <div class="ends"><span>${number(first, first % 1 ? decimals : 0)}</span><span>${number(last, last % 1 ? decimals : 0)} ${pick(unit)}</span></div>`
}
