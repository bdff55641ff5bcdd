import { html, LitElement, nothing } from 'lit'
import type { CriterionInfo } from '../../../../core/api/criterion.ts'
import { number } from '../../../i18n/format-value.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { listenerOf, textOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { criteriaInFilter } from '../../state/criteria-in-filter.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { criterionFault } from '../../weights/criterion-details.ts'
import { axisLeft, axisX, drawLines, valueAt, valueY } from './draw-lines.ts'
import { codesWithin, type Range, topRows, whole } from './parallel-rows.ts'
import { parallelStyles } from './parallel-styles.ts'
import { parallelText } from './parallel-words.ts'

/** Proposals as lines over the criteria's axes; a range on an axis marks what lies in it. The ranking is its list. */
export class PuParallel extends LitElement {
  static override properties = { plan: { attribute: false }, ranges: { state: true } }

  static override styles = [sharedStyles, parallelStyles]

  declare plan: Plan
  declare ranges: ReadonlyMap<string, Range>
  #drag: { key: string; from: number } | null = null
  readonly #resize = new ResizeObserver(() => this.requestUpdate())

  constructor() {
    super()
    this.ranges = new Map()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.plan?.store)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resize.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize.disconnect()
  }

  protected override render() {
    const { store } = this.plan
    const rows = topRows(store)
    const axes = this.#axes()
    const count = number(rows.length)
    const drawn = parallelText('drawn', { count, marked: number(store.state.selection.size) })
    return html`<section class="top">
        <h2>${parallelText('title')}</h2><p class="note">${parallelText('how')}</p>
        ${rows.length === 0 ? html`<p class="state">${parallelText('noWeights')}</p>` : html`<p class="note" role="status">${drawn}</p>`}
        <div class="names" aria-hidden="true">${axes.map(({ title }, place) => html`<span style="left: ${axisLeft(place, axes.length)}" title=${pick(title)}>${pick(title)}</span>`)}</div>
        <canvas role="img" aria-label=${parallelText('picture', { count })} @pointerdown=${this.#press} @pointermove=${this.#move} @pointerup=${this.#release} @pointercancel=${this.#release} @pointerleave=${() => this.#hover(null)}></canvas>
        ${this.#undrawn(axes)}
        <details open><summary>${parallelText('ranges')}</summary>
          <ol>${axes.map((axis, place) => this.#range(axis, place))}</ol>
          <button class="link" type="button" @click=${() => this.#narrow(new Map())}>${parallelText('clear')}</button></details>
      </section>
      <pu-ranking within .plan=${this.plan}></pu-ranking>`
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas')
    const context = canvas?.getContext('2d')
    const { alternatives, selection, hovered } = this.plan.store.state
    if (!canvas || !context || !alternatives) return
    const { clientWidth: width, clientHeight: height } = canvas
    const ratio = devicePixelRatio
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    context.scale(ratio, ratio)
    const axes = this.#axes()
    const rowOf = (code: string) => alternatives.rowOf.get(code)
    drawLines(context, {
      width,
      height,
      columns: axes.map(({ key }) => alternatives.columns.get(key) ?? new Uint16Array()),
      rows: topRows(this.plan.store),
      marked: [...selection].flatMap((code) => rowOf(code) ?? []),
      hovered: hovered === null ? null : (rowOf(hovered) ?? null),
      ranges: axes.map(({ key }) => this.ranges.get(key) ?? null),
    })
  }

  /** Criteria that tell proposals apart, or in which some were marked before they ceased to. */
  #axes(): CriterionInfo[] {
    return this.#known().filter((axis) => !criterionFault(axis) || this.ranges.has(axis.key))
  }

  #known(): CriterionInfo[] {
    const { state } = this.plan.store
    return criteriaInFilter(state).filter(({ key }) => state.alternatives?.columns.has(key))
  }

  #undrawn(axes: readonly CriterionInfo[]) {
    const names = this.#known().flatMap((axis) => (axes.includes(axis) ? [] : [pick(axis.title)]))
    if (names.length === 0) return nothing
    return html`<p class="note undrawn">${parallelText('undrawn', { names: names.join(', ') })}</p>`
  }

  #range({ key, title }: CriterionInfo, place: number) {
    const [low, high] = this.ranges.get(key) ?? whole
    const name = pick(title)
    const slider = (kind: 'low' | 'high', value: number) =>
      html`<input type="range" min="0" max="1000" step="10" .value=${String(value)} aria-label=${parallelText(kind, { name })} @change=${(
        event: Event,
      ) => {
        const chosen = Number(textOf(event))
        this.#setRange(
          key,
          kind === 'low' ? [chosen, Math.max(chosen, high)] : [Math.min(low, chosen), chosen],
        )
      }}>`
    return html`<li><span>${place + 1}. ${name}</span>${slider('low', low)}${slider('high', high)}<span class="note">${number(low)}–${number(high)}</span></li>`
  }

  #setRange(key: string, range: Range): void {
    const ranges = new Map(this.ranges)
    if (range[0] <= 0 && range[1] >= 1000) ranges.delete(key)
    else ranges.set(key, range)
    this.#narrow(ranges)
  }

  #narrow(ranges: ReadonlyMap<string, Range>): void {
    this.ranges = ranges
    this.plan.store.update({ selection: codesWithin(this.plan.store, ranges) })
  }

  /** The axis nearest the pointer and the value at its height. */
  #under(event: PointerEvent): { key: string; place: number; value: number } | null {
    const { clientWidth, clientHeight } = listenerOf(event)
    const axes = this.#axes()
    let best = 0
    const away = (axis: number) => Math.abs(axisX(axis, axes.length, clientWidth) - event.offsetX)
    for (const place of axes.keys()) if (away(place) < away(best)) best = place
    const axis = axes[best]
    return axis ? { key: axis.key, place: best, value: valueAt(event.offsetY, clientHeight) } : null
  }

  #press(event: PointerEvent): void {
    const under = this.#under(event)
    if (!under) return
    listenerOf(event).setPointerCapture(event.pointerId)
    this.#drag = { key: under.key, from: under.value }
  }

  #move(event: PointerEvent): void {
    const under = this.#under(event)
    if (!under) return
    if (!this.#drag) {
      this.#hover(this.#nearest(event, under.key))
      return
    }
    const { key, from } = this.#drag
    this.ranges = new Map(this.ranges).set(key, [Math.min(from, under.value), Math.max(from, under.value)])
  }

  /** A press without a way clears its axis. */
  #release(): void {
    if (!this.#drag) return
    const { key } = this.#drag
    this.#drag = null
    const [low, high] = this.ranges.get(key) ?? whole
    this.#setRange(key, high - low < 5 ? whole : [low, high])
  }

  /** The drawn proposal whose value on this axis is nearest the pointer, within 6 pixels. */
  #nearest(event: PointerEvent, key: string): string | null {
    const { alternatives } = this.plan.store.state
    const column = alternatives?.columns.get(key)
    if (!alternatives || !column) return null
    const { clientHeight } = listenerOf(event)
    const away = (row: number) => Math.abs(valueY(column[row] ?? 0, clientHeight) - event.offsetY)
    let best: number | null = null
    for (const row of topRows(this.plan.store))
      if (away(row) <= 6 && (best === null || away(row) < away(best))) best = row
    return best === null ? null : (alternatives.codes[best] ?? null)
  }

  #hover(code: string | null): void {
    if (this.plan.store.state.hovered !== code) this.plan.store.update({ hovered: code })
  }
}
