import { css, html, LitElement, nothing } from 'lit'
import { languageChange } from '../../i18n/translate.ts'
import { textOf } from '../../panel/event-control.ts'
import { icons } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { criteriaStyles } from './criteria-styles.ts'
import { criteriaText } from './criteria-words.ts'
import { type PointText, withPointBetween } from './criterion-draft.ts'

/** The points of a curve or the steps of thresholds as fields. Emits `points` with what they are from now on. */
export class PuCurvePoints extends LitElement {
  static override properties = {
    points: { attribute: false },
    kind: { type: String },
    unit: { type: String },
    faults: { attribute: false },
  }

  static override styles = [
    sharedStyles,
    criteriaStyles,
    css`
      table { width: 100%; max-width: 26rem; border-collapse: collapse; }
      th { text-align: start; font-size: var(--text-note); font-weight: 600; color: var(--muted); padding: 0 0.5rem 0.25rem 0; }
      td { padding: 0 0.5rem 0.375rem 0; vertical-align: top; }
      td:last-child { width: 2.25rem; padding-inline-end: 0; }
    `,
  ]

  declare points: readonly PointText[]
  declare kind: 'points' | 'steps'
  declare unit: string
  /** Texts of faults by place. */
  declare faults: ReadonlyMap<number, string>

  constructor() {
    super()
    this.points = []
    this.kind = 'points'
    this.unit = ''
    this.faults = new Map()
    new Redraw(this, () => languageChange)
  }

  protected override render() {
    const isCurve = this.kind === 'points'
    const least = isCurve ? 2 : 1
    return html`<table class="points">
        <thead><tr><th scope="col">${criteriaText(isCurve ? 'valueHead' : 'fromHead', { unit: this.unit || '…' })}</th>
          <th scope="col">${criteriaText('markHead')}</th><td></td></tr></thead>
        <tbody>${this.points.map((point, at) => this.#row(point, at, this.points.length > least))}</tbody>
      </table>
      <button class="button" type="button" ?disabled=${this.points.length >= 50}
        @click=${() => this.#put(withPointBetween(this.points))}>${criteriaText(isCurve ? 'pointAdd' : 'stepAdd')}</button>`
  }

  #row({ value, perMille }: PointText, at: number, removable: boolean) {
    const fault = this.faults.get(at)
    const cell = (name: keyof PointText, label: 'pointValue' | 'pointMark', now: string) =>
      html`<td><input type="number" step="any" inputmode="decimal" aria-label=${criteriaText(label, { at: at + 1 })} aria-invalid=${fault ? 'true' : 'false'}
        aria-describedby=${fault ? `fault-${at}` : nothing} .value=${now}
        @input=${(event: Event) => this.#change(at, { [name]: textOf(event) })} /></td>`
    return html`<tr>${cell('value', 'pointValue', value)}${cell('perMille', 'pointMark', perMille)}
      <td><button class="icon" type="button" ?disabled=${!removable} aria-label=${criteriaText('pointRemove', { at: at + 1 })} title=${criteriaText('pointRemove', { at: at + 1 })}
        @click=${() => this.#put(this.points.toSpliced(at, 1))}>${icons.close}</button></td></tr>
      ${fault ? html`<tr><td colspan="3" class="fault" id="fault-${at}">${fault}</td></tr>` : nothing}`
  }

  #change(at: number, patch: Partial<PointText>): void {
    this.#put(this.points.map((point, other) => (other === at ? { ...point, ...patch } : point)))
  }

  #put(points: readonly PointText[]): void {
    this.dispatchEvent(new CustomEvent('points', { detail: points }))
  }
}
