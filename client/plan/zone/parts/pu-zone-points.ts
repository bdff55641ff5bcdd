import { css, html, LitElement, nothing } from 'lit'
import { formatDegrees } from '../../../../core/proposal/format.ts'
import { number } from '../../../i18n/format-value.ts'
import { currentLanguage, languageChange } from '../../../i18n/translate.ts'
import { inputOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { attempt, changeOpen } from '../editing/zone-steps.ts'
import { panelText } from '../panel-words.ts'
import { insertVertex, moveVertex, removeVertex, type VertexPlace } from '../shape/edit-vertices.ts'
import type { Position, Ring, Shape } from '../shape/shape.ts'
import { zonePanelStyles } from './panel-styles.ts'

const PAGE = 40

interface Point extends VertexPlace {
  readonly at: Position
  readonly next: Position
}

/** The open zone's vertices as a table whose coordinates can be typed: the list twin of dragging them. */
export class PuZonePoints extends LitElement {
  static override properties = {
    session: { attribute: false },
    page: { state: true },
    wrong: { state: true },
  }

  static override styles = [
    sharedStyles,
    zonePanelStyles,
    css`
      :host { padding: 0; }
      table { border-collapse: collapse; width: 100%; font-size: var(--text-small); }
      th { text-align: start; font-size: var(--text-note); color: var(--muted); font-weight: 600; padding: 0.25rem; }
      td { padding: 0.125rem 0.25rem; }
      td.number { width: 2.5rem; color: var(--muted); text-align: end; }
      tr.marked { background: var(--brand-wash); }
      tr.part td { padding-top: 0.5rem; font-weight: 700; font-size: var(--text-note); color: var(--muted); }
      .acts { white-space: nowrap; width: 5rem; }
      table input:not([type="checkbox"]) { min-height: 2rem; font-variant-numeric: tabular-nums; }
    `,
  ]

  declare session: ZoneSession
  declare page: number
  declare wrong: string

  constructor() {
    super()
    this.page = 0
    this.wrong = ''
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
  }

  protected override render() {
    const points = listPoints(this.session.store.open?.shape ?? [])
    const last = Math.max(0, Math.ceil(points.length / PAGE) - 1)
    const from = Math.min(this.page, last) * PAGE
    const shown = points.slice(from, from + PAGE)
    return html`
      ${this.wrong ? html`<p class="note" role="alert">${this.wrong}</p>` : nothing}
      <table><thead><tr><th><span class="hidden">${panelText('pointsTitle')}</span></th><th>${panelText('longitude')}</th><th>${panelText('latitude')}</th><th><span class="hidden">${panelText('pointsActs')}</span></th></tr></thead>
        <tbody>${shown.map((point, index) => html`${this.#part(point, index)}${this.#row(point)}`)}</tbody></table>
      ${last > 0 ? this.#pager(from, points.length, last) : nothing}`
  }

  #part({ polygon, ring, vertex }: Point, index: number) {
    if (vertex > 0 && index > 0) return nothing
    if (polygon === 0 && ring === 0) return nothing
    const name =
      ring > 0
        ? panelText('partHole', { part: polygon + 1, hole: ring })
        : panelText('part', { part: polygon + 1 })
    return html`<tr class="part"><td colspan="4">${name}</td></tr>`
  }

  #row(point: Point) {
    const { vertex: marked } = this.session.store.state
    const isMarked =
      marked?.polygon === point.polygon && marked.ring === point.ring && marked.vertex === point.vertex
    const [lon, lat] = point.at
    const name = number(point.vertex + 1, 0)
    const field = (
      axis: 0 | 1,
      label: string,
      value: number,
    ) => html`<td><input inputmode="decimal" autocomplete="off"
      aria-label="${panelText('pointNumber', { number: name })}, ${label}" .value=${formatDegrees(value, currentLanguage(), 6)}
      @focus=${() => this.#mark(point)} @change=${(event: Event) => this.#move(point, axis, event)}></td>`
    return html`<tr class=${isMarked ? 'marked' : ''}><td class="number">${name}</td>
      ${field(0, panelText('longitude'), lon)}${field(1, panelText('latitude'), lat)}
      <td class="acts"><button class="icon" type="button" title=${panelText('addAfter', { number: name })} aria-label=${panelText('addAfter', { number: name })} @click=${() => this.#insert(point)}>${icons.plus}</button>
        <button class="icon" type="button" title=${panelText('removeAt', { number: name })} aria-label=${panelText('removeAt', { number: name })} @click=${() => this.#remove(point)}>${icons.close}</button></td></tr>`
  }

  #pager(from: number, count: number, last: number) {
    const to = Math.min(from + PAGE, count)
    const go = (by: number) => () => {
      this.page = Math.max(0, Math.min(last, this.page + by))
    }
    return html`<div class="line"><button class="button" type="button" ?disabled=${from === 0} @click=${go(-1)}>${panelText('pointsBack')}</button>
      <span class="note">${panelText('pointsSome', { from: number(from + 1, 0), to: number(to, 0), count: number(count, 0) })}</span>
      <button class="button" type="button" ?disabled=${to === count} @click=${go(1)}>${panelText('pointsNext')}</button></div>`
  }

  #mark({ polygon, ring, vertex }: Point): void {
    this.session.store.update({ vertex: { polygon, ring, vertex } })
  }

  #move(point: Point, axis: 0 | 1, event: Event): void {
    const input = inputOf(event)
    const value = readDegrees(input.value, axis === 0 ? 180 : 90)
    this.wrong = value === null ? panelText('badNumber') : ''
    input.setAttribute('aria-invalid', String(value === null))
    if (value === null || value === point.at[axis]) return
    this.#change((shape) =>
      moveVertex(shape, point, axis === 0 ? [value, point.at[1]] : [point.at[0], value]),
    )
  }

  #insert(point: Point): void {
    const middle: Position = [(point.at[0] + point.next[0]) / 2, (point.at[1] + point.next[1]) / 2]
    this.#change((shape) => insertVertex(shape, point, middle))
  }

  #remove(point: Point): void {
    this.#change((shape) => removeVertex(shape, point))
  }

  #change(change: (shape: Shape) => Shape): void {
    const { store } = this.session
    const { open } = store
    if (open) attempt(store, () => changeOpen(store, change(open.shape)))
    this.requestUpdate()
  }
}

function listPoints(shape: Shape): Point[] {
  const ofRing = (ring: Ring, place: Omit<VertexPlace, 'vertex'>) =>
    ring.map((at, vertex) => ({ ...place, vertex, at, next: ring[(vertex + 1) % ring.length] ?? at }))
  return shape.flatMap((rings, polygon) =>
    rings.flatMap((positions, ring) => ofRing(positions, { polygon, ring })),
  )
}

/** "111,5" or "111.5" within ± most; null for anything else. */
function readDegrees(text: string, most: number): number | null {
  const value = Number(text.trim().replace('−', '-').replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= most ? value : null
}
