import { css, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit'
import type { DeskItem } from '../../core/api/desk.ts'
import type { ProposalGeometry } from '../../core/api/proposal.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { lonLatToMercator } from '../../core/geo/tile.ts'
import { statusGroup } from '../../core/proposal/status.ts'
import { isAbort } from '../api/problem-response.ts'
import { sitePath } from '../api/site-path.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { distance, rupiahShort } from '../i18n/format-value.ts'
import { languageChange } from '../i18n/translate.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { symbolIcon } from '../panel/symbol-icon.ts'
import { Redraw } from '../state/viewer-store.ts'
import { deskText } from './desk-words.ts'
import { boxAround, fetchNearby, type Nearby } from './nearby.ts'

/** From the middle of the picture to its edge. */
const REACHES_METRES = [750, 2_500, 8_000] as const
const SIDE = 320
const MOST_LISTED = 8
/** Keys that go through twenty proposals ask for none of them on the way. */
const REST_MS = 180

/**
 * A small map of a proposal among its neighbours, and these as a list. The ground is one picture of our WMS; where pictures are off
 * the symbols stand alone.
 */
export class PuPlace extends LitElement {
  static override properties = {
    item: { attribute: false },
    near: { state: true },
    failed: { state: true },
    reach: { state: true },
  }

  static override styles = [
    sharedStyles,
    css`
      .map { position: relative; aspect-ratio: 1; max-height: 20rem; width: 100%; background: var(--map-land); border-radius: var(--radius); overflow: hidden; border: 1px solid var(--line); }
      .map img, .map svg { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
      .zoom { position: absolute; right: 0.5rem; top: 0.5rem; display: grid; gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
      .zoom button { border: 0; background: var(--surface); width: 2.25rem; height: 2.25rem; font-size: 1.125rem; line-height: 1; }
      .zoom button:disabled { color: var(--line-strong); }
      .zoom :focus-visible { outline-offset: -3px; }
      .scale { position: absolute; left: 0.5rem; bottom: 0.5rem; background: rgb(255 255 255 / 88%); padding: 0.0625rem 0.375rem; border-radius: var(--radius-s); font-size: var(--text-note); }
      .own { fill: none; stroke: var(--brand-strong); stroke-width: 3; stroke-linejoin: round; }
      .halo { fill: none; stroke: #fff; stroke-width: 6; }
      .other { stroke: #fff; stroke-width: 1.5; }
      .process { fill: var(--status-process); } .accepted { fill: var(--status-accepted); } .finished { fill: var(--status-done); }
      .returned { fill: #fff; stroke: var(--status-returned); stroke-width: 2.5; } .rejected { fill: var(--status-rejected); }
      h3 { font-size: var(--text-small); font-weight: 700; margin: 1rem 0 0.25rem; }
      li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) auto; gap: 0 0.5rem; padding: 0.4375rem 0; border-bottom: 1px solid var(--line); font-size: var(--text-small); }
      li a { color: var(--ink); text-decoration: none; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      li a:hover { text-decoration: underline; text-underline-offset: 3px; }
      li .note { grid-column: 2 / -1; }
      .symbol { margin-top: 0.125rem; }
      .none { display: grid; place-content: center; text-align: center; padding: 1rem; color: var(--muted); font-size: var(--text-small); }
    `,
  ]

  declare item: DeskItem | null
  declare near: readonly Nearby[] | null
  declare failed: boolean
  declare reach: number
  #reading = new AbortController()
  #rest: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.item = null
    this.near = null
    this.failed = false
    this.reach = 1
    new Redraw(this, () => languageChange)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#reading.abort()
    clearTimeout(this.#rest)
  }

  /** The next reach, and from the last back to the first. */
  zoom(): void {
    this.reach = (this.reach + 1) % REACHES_METRES.length
  }

  focusList(): void {
    this.renderRoot.querySelector<HTMLElement>('li a')?.focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const moved = changed.has('item') && changed.get('item')?.code !== this.item?.code
    if (!moved && !changed.has('reach')) return
    if (moved) this.near = null
    this.failed = false
    this.#reading.abort()
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => void this.#read(), REST_MS)
  }

  async #read(): Promise<void> {
    const { item } = this
    if (!item?.point) return
    this.#reading = new AbortController()
    const { code, year, point } = item
    try {
      this.near = await fetchNearby({ code, year, point }, this.#metres, this.#reading.signal)
    } catch (error) {
      if (!isAbort(error)) this.failed = true
    }
  }

  get #metres(): number {
    return REACHES_METRES[this.reach] ?? REACHES_METRES[0]
  }

  protected override render() {
    const { item } = this
    if (!item) return nothing
    return html`${item.point ? this.#map(item, item.point) : html`<div class="map none">${deskText('mapNone')}</div>`}
      ${item.point ? html`<h3>${deskText('near')}</h3>${this.#list()}` : nothing}`
  }

  #map(item: DeskItem, point: LonLat): TemplateResult {
    const frame = frameOf(point, this.#metres)
    const dot = (other: Nearby) => {
      const [x, y] = frame.place(other.point)
      const group = statusGroup(other.status)
      return svg`<circle class="other ${group === 'done' ? 'finished' : group}" cx=${x} cy=${y} r="5.5"></circle>`
    }
    return html`<div class="map" role="group" aria-label=${deskText('mapOf', { title: item.title })}>
      <img src=${frame.picture} alt="" width=${SIDE} height=${SIDE} @error=${hide} @load=${unhide} />
      <svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
        ${(this.near ?? []).toReversed().map(dot)}${ownShape(item.geometry, point, frame.place)}</svg>
      <span class="scale">${deskText('across', { distance: distance(this.#metres * 2) })}</span>
      <div class="zoom">
        <button type="button" aria-label=${deskText('mapNarrower')} ?disabled=${this.reach === 0} @click=${() => (this.reach -= 1)}>+</button>
        <button type="button" aria-label=${deskText('mapWider')} ?disabled=${this.reach === REACHES_METRES.length - 1} @click=${() => (this.reach += 1)}>−</button>
      </div></div>`
  }

  #list(): TemplateResult {
    if (this.failed) return html`<p class="note">${deskText('nearFailed')}</p>`
    if (!this.near) return html`<p class="note" aria-busy="true">…</p>`
    if (this.near.length === 0) return html`<p class="note">${deskText('nearNone')}</p>`
    return html`<ul>${this.near.slice(0, MOST_LISTED).map(
      (one) => html`<li>${symbolIcon(statusGroup(one.status), one.locationQuality, 16)}
        <a href=${sitePath(`/usulan/${encodeURIComponent(one.code)}`)} target="_blank" rel="noopener">${one.title}</a>
        <span>${away(one)}</span>
        <span class="note">${one.year} · ${codeLabel('status', one.status)}${one.costRupiah === null ? '' : ` · ${rupiahShort(one.costRupiah)}`}</span></li>`,
    )}</ul>`
  }
}

/** What is known by its village alone lies at the village's middle: no metres are told of two of the same one. */
function away({ locationQuality, metres }: Nearby): string {
  if (locationQuality === 'point') return distance(metres)
  return metres < 1 ? deskText('sameVillage') : `± ${distance(metres)}`
}

type Place = (at: LonLat) => [x: string, y: string]

/** A picture around a place: its address, and where in it something lies. */
function frameOf(point: LonLat, reachMetres: number): { picture: string; place: Place } {
  const [west, south, east, north] = boxAround(point, reachMetres)
  const [left, bottom] = lonLatToMercator(west, south)
  const [right, top] = lonLatToMercator(east, north)
  const query = new URLSearchParams({
    ...{ service: 'WMS', version: '1.3.0', request: 'GetMap', layers: 'areas-village', styles: '' },
    ...{ crs: 'EPSG:3857', bbox: [left, bottom, right, top].map((metres) => metres.toFixed(1)).join() },
    ...{ width: String(SIDE * 2), height: String(SIDE * 2), format: 'image/png', transparent: 'TRUE' },
  })
  return {
    picture: sitePath(`/wms?${query}`),
    place: ([lon, lat]) => {
      const [x, y] = lonLatToMercator(lon, lat)
      const at = (share: number) => (share * SIDE).toFixed(1)
      return [at((x - left) / (right - left)), at((top - y) / (top - bottom))]
    },
  }
}

/** The proposal itself: what was drawn, or a ring around its place. */
function ownShape(geometry: ProposalGeometry | null, point: LonLat, place: Place): TemplateResult {
  const [x, y] = place(point)
  const lines = geometry ? linesOf(geometry) : []
  if (lines.length === 0)
    return svg`<circle class="halo" cx=${x} cy=${y} r="10"></circle><circle class="own" cx=${x} cy=${y} r="10"></circle>
      <circle class="process" cx=${x} cy=${y} r="5"></circle>`
  const path = lines
    .map((line) => `M${line.map(([lon = 0, lat = 0]) => place([lon, lat]).join(' ')).join('L')}`)
    .join('')
  return svg`<path class="halo" d=${path}></path><path class="own" d=${path}></path>`
}

function linesOf(geometry: ProposalGeometry): readonly (readonly number[][])[] {
  switch (geometry.type) {
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    default:
      return []
  }
}

function hide({ target }: Event): void {
  if (target instanceof HTMLElement) target.style.visibility = 'hidden'
}

function unhide({ target }: Event): void {
  if (target instanceof HTMLElement) target.style.visibility = ''
}
