import { css, html, LitElement, nothing, svg } from 'lit'
import type { Distribution } from '../../../core/api/criterion.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import { number } from '../../i18n/format-value.ts'
import { languageChange } from '../../i18n/translate.ts'
import { listenerOf } from '../../panel/event-control.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { criteriaText } from './criteria-words.ts'
import { axisOf, barsOf, type CurveAxis, curvePath, PLOT, placeOf, xOf, yOf } from './curve-shape.ts'
import { samplesOf } from './draft-scale.ts'

/** A point that was dragged to another place. */
export interface CurveMove {
  readonly at: number
  readonly raw: number
  readonly perMille: number
  readonly span: number
}

/**
 * The value curve over the distribution of raw values, and the same in words. Points of a curve of one's own can be
 * dragged (`move`); the fields beside it are their keyboard twin.
 */
export class PuCurve extends LitElement {
  static override properties = {
    scale: { attribute: false },
    distribution: { attribute: false },
    unit: { type: String },
    movable: { type: Boolean },
    stale: { type: Boolean },
  }

  static override styles = [
    sharedStyles,
    css`
      svg { display: block; width: 100%; height: auto; max-height: 15rem; touch-action: pan-y; }
      .bar { fill: #d9dfe5; }
      .curve { fill: none; stroke: var(--brand); stroke-width: 2.5; stroke-linejoin: round; }
      .stale .curve { stroke-dasharray: 5 4; opacity: 0.6; }
      .grid { stroke: var(--line); stroke-width: 1; }
      .axis { stroke: var(--line-strong); stroke-width: 1; }
      text { font: 500 11px var(--font); fill: var(--muted); font-variant-numeric: tabular-nums; }
      .knob { fill: var(--surface); stroke: var(--brand-strong); stroke-width: 2.5; cursor: grab; }
      .reach { fill: transparent; cursor: grab; }
      .in-words { display: flex; flex-wrap: wrap; gap: 0.125rem 0.875rem; font-size: var(--text-note); color: var(--muted); margin-top: 0.25rem; }
      .in-words b { color: var(--ink); font-variant-numeric: tabular-nums; }
    `,
  ]

  declare scale: Scale | null
  declare distribution: Distribution | null
  declare unit: string
  declare movable: boolean
  /** The picture shows the last curve that was right, not what is being typed. */
  declare stale: boolean
  /** While a point is dragged the axis holds still under the pointer. */
  #held: { at: number; axis: CurveAxis } | null = null

  constructor() {
    super()
    this.scale = null
    this.distribution = null
    this.unit = ''
    this.movable = false
    this.stale = false
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    const { scale, distribution } = this
    const axis = this.#held?.axis ?? axisOf(scale, distribution)
    return html`<svg viewBox="0 0 ${PLOT.width} ${PLOT.height}" role="img" aria-label=${criteriaText('picture')} class=${this.stale ? 'stale' : ''}
        @pointermove=${(event: PointerEvent) => this.#onMove(event)} @pointerup=${() => this.#drop()} @pointercancel=${() => this.#drop()}>
        ${[0, 500, 1000].map(
          (
            mark,
          ) => svg`<line class="grid" x1=${PLOT.left} x2=${PLOT.right} y1=${yOf(mark)} y2=${yOf(mark)}></line>
            <text x=${PLOT.left - 6} y=${yOf(mark) + 4} text-anchor="end">${number(mark)}</text>`,
        )}
        ${distribution ? barsOf(distribution, axis).map(({ x, width, height }) => svg`<rect class="bar" x=${x + 0.5} width=${Math.max(1, width - 1)} y=${PLOT.bottom - height} height=${height}></rect>`) : nothing}
        <line class="axis" x1=${PLOT.left} x2=${PLOT.right} y1=${PLOT.bottom} y2=${PLOT.bottom}></line>
        <text x=${xOf(axis.ticks[0], axis)} y=${PLOT.height - 10}>${short(axis.ticks[0])}</text>
        <text x=${(PLOT.left + PLOT.right) / 2} y=${PLOT.height - 10} text-anchor="middle">${this.unit}</text>
        ${axis.ticks[1] > axis.ticks[0] ? svg`<text x=${xOf(axis.ticks[1], axis)} y=${PLOT.height - 10} text-anchor="end">${short(axis.ticks[1])}</text>` : nothing}
        ${scale ? svg`<path class="curve" d=${curvePath(scale, axis)}></path>` : nothing}
        ${scale && this.movable ? scale.knots.map((knot, at) => this.#knob(at, xOf(knot, axis), yOf(scale.marks[at] ?? 0), axis)) : nothing}
      </svg>
      ${this.#inWords()}`
  }

  #knob(at: number, x: number, y: number, axis: CurveAxis) {
    const grab = (event: PointerEvent) => {
      this.#held = { at, axis }
      listenerOf(event).setPointerCapture(event.pointerId)
      event.preventDefault()
    }
    return svg`<circle class="knob" cx=${x} cy=${y} r="5.5"></circle><circle class="reach" cx=${x} cy=${y} r="14" @pointerdown=${grab}></circle>`
  }

  /** What the picture says, for those who do not see it. */
  #inWords() {
    const { scale, distribution } = this
    if (!scale || !distribution) return nothing
    const { missing, outOfRange } = distribution
    const fill = scale.fill === null ? criteriaText('leftOut') : number(scale.fill)
    return html`<p class="in-words" role="status">${samplesOf(scale, distribution).map(
      ({ name, raw, perMille }) =>
        html`<span>${criteriaText(name)} ${short(raw)} → <b>${number(perMille)}</b></span>`,
    )}
      ${missing > 0 ? html`<span>${criteriaText('emptyOnes', { count: number(missing) })} → <b>${fill}</b></span>` : nothing}
      ${outOfRange > 0 ? html`<span>${criteriaText('outOfRange', { count: number(outOfRange) })}</span>` : nothing}</p>`
  }

  #onMove(event: PointerEvent): void {
    const held = this.#held
    const picture = this.renderRoot.querySelector('svg')
    const matrix = picture?.getScreenCTM()
    if (!held || !matrix) return
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    const place = placeOf(x, y, held.axis)
    const detail: CurveMove = { at: held.at, ...place, span: held.axis.to - held.axis.from }
    this.dispatchEvent(new CustomEvent('move', { detail }))
  }

  #drop(): void {
    this.#held = null
    this.requestUpdate()
  }
}

/** As short as a picture's edge needs: "12,5", "3,4 jt". */
function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${number(value / 1e9, 1)} ${criteriaText('billion')}`
  if (size >= 1e6) return `${number(value / 1e6, 1)} ${criteriaText('million')}`
  return number(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 3)
}
