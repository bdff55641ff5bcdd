import { css, html, LitElement, nothing } from 'lit'
import { languageChange } from '../../../i18n/translate.ts'
import { icons } from '../../../panel/icons.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { isPhone } from '../../../viewer/is-phone.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import type { ZoneSession } from '../editing/zone-session.ts'
import { finishSketch, removeMarkedVertex } from '../editing/zone-steps.ts'
import { ZONE_TOOLS, type ZoneTool } from '../editing/zone-store.ts'
import { type ZoneTextKey, zoneText } from '../zone-words.ts'
import { toolIcons } from './tool-icons.ts'

const hints: Readonly<Record<ZoneTool, ZoneTextKey>> = {
  edit: 'hintEdit',
  polygon: 'hintPolygon',
  freehand: 'hintFreehand',
  rectangle: 'hintRectangle',
  circle: 'hintCircle',
  villages: 'hintVillages',
  split: 'hintSplit',
  hole: 'hintHole',
}
/** For fingers: there is no double click, and no Enter. */
const taps: Partial<Record<ZoneTool, ZoneTextKey>> = {
  polygon: 'tapPolygon',
  villages: 'tapVillages',
  split: 'tapSplit',
  hole: 'tapHole',
}
const ofOpenZone: readonly ZoneTool[] = ['split', 'hole']

/** The tools beside the map, what the chosen one wants next, and what is wrong with the last step. */
export class PuZoneTools extends LitElement {
  static override properties = { plan: { attribute: false }, session: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      .box { display: grid; background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); }
      .zoom { position: absolute; right: 0.75rem; top: 0.75rem; z-index: 3; }
      .tools { position: absolute; right: 0.75rem; top: 9rem; z-index: 3; max-height: calc(100% - 9.75rem); overflow-y: auto; scrollbar-width: thin; }
      .box button { width: 2.5rem; height: 2.5rem; border: 0; background: none; display: grid; place-items: center; border-radius: var(--radius); flex: none; }
      .box button:hover { background: var(--wash); }
      .box button[aria-pressed="true"] { background: var(--brand-wash); color: var(--brand-strong); }
      .box button:disabled { color: var(--line-strong); cursor: default; background: none; }
      .box button:focus-visible { outline-offset: -3px; }
      .rule { height: 1px; background: var(--line); margin: 0.25rem 0.5rem; }
      .say { position: absolute; left: 50%; bottom: 7rem; transform: translateX(-50%); z-index: 4; width: max-content; max-width: min(30rem, calc(100% - 8rem));
        display: grid; gap: 0.5rem; justify-items: center; pointer-events: none; }
      .say button { pointer-events: auto; }
      .hint, .wrong { background: var(--ink); color: #fff; border-radius: var(--radius); padding: 0.5rem 0.875rem; font-size: var(--text-small); text-align: center;
        display: flex; flex-wrap: wrap; gap: 0.25rem 0.875rem; align-items: center; justify-content: center; box-shadow: var(--shadow); }
      .wrong { background: var(--error-wash); color: var(--error-ink); font-weight: 600; }
      .say button { border: 0; background: none; color: inherit; font-weight: 700; text-decoration: underline; text-underline-offset: 3px; min-height: 2rem; padding: 0 0.25rem; white-space: nowrap; }
      .hint :focus-visible { outline-color: #fff; }
      @media (max-width: 767px) {
        .zoom { display: none; }
        .tools { left: 0; right: 0; top: 0; max-height: none; border-radius: 0; display: flex; overflow: auto hidden; scrollbar-width: none; padding: 0 0.25rem; }
        .box button { width: var(--target); height: var(--target); }
        .rule { width: 1px; height: auto; margin: 0.5rem 0.25rem; flex: none; }
        .say { bottom: auto; top: 3.25rem; max-width: calc(100% - 1rem); }
        .say button { min-height: var(--target); }
        .hint { padding: 0.5rem 0.75rem 0.125rem; }
        .hint span { flex: 1 0 100%; }
        /* What is wrong is read first; the buttons stay. */
        .wrong + .hint { padding-top: 0.125rem; }
        .wrong + .hint span { display: none; }
      }
    `,
  ]

  declare plan: Plan
  declare session: ZoneSession

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.session?.store)
  }

  protected override render() {
    const { store } = this.session
    const { tool, snaps } = store.state
    const has = (store.open?.shape.length ?? 0) > 0
    return html`
      <div class="box zoom">
        ${this.#button(zoneText('zoomIn'), icons.plus, () => this.plan.map?.zoomBy(1))}
        ${this.#button(zoneText('zoomOut'), icons.minus, () => this.plan.map?.zoomBy(-1))}
        ${this.#button(zoneText('fit'), icons.extent, () => this.#fit())}
      </div>
      <div class="box tools" role="toolbar" aria-orientation="vertical" aria-label=${zoneText('tools')}>
        ${this.#button(zoneText('undo'), toolIcons.undo, () => store.undo(), { disabled: !store.canUndo })}
        ${this.#button(zoneText('redo'), toolIcons.redo, () => store.redo(), { disabled: !store.canRedo })}
        <div class="rule"></div>
        ${ZONE_TOOLS.map((id) =>
          this.#button(zoneText(id), toolIcons[id], () => this.#choose(id), {
            pressed: id === tool,
            disabled: ofOpenZone.includes(id) && !has,
          }),
        )}
        <div class="rule"></div>
        ${this.#button(zoneText('snap'), toolIcons.snap, () => store.update({ snaps: !snaps }), { pressed: snaps })}
      </div>
      <div class="say">${this.#trouble()}${this.#hint()}</div>
      <div class="hidden" role="status">${store.state.news}</div>
    `
  }

  #choose(tool: ZoneTool): void {
    this.session.store.choose(tool)
    this.plan.store.update({ screen: 'map' })
  }

  #button(name: string, icon: unknown, run: () => void, how: { pressed?: boolean; disabled?: boolean } = {}) {
    return html`<button type="button" title=${name} aria-label=${name} aria-pressed=${how.pressed ?? nothing}
      ?disabled=${how.disabled ?? false} @click=${run}>${icon}</button>`
  }

  /** What the tool wants next. Selecting says so only while it can do something, and not on a phone's small map. */
  #hint() {
    const { store } = this.session
    const { tool, sketch, vertex } = store.state
    if (tool === 'edit' && vertex)
      return html`<p class="hint"><button type="button" @click=${() => removeMarkedVertex(store)}>${zoneText('removePoint')}</button></p>`
    if (tool === 'edit') return nothing
    const drawsPoints = tool === 'polygon' || tool === 'split' || tool === 'hole'
    const isEnough = sketch.length >= (tool === 'split' ? 2 : 3)
    return html`<p class="hint"><span>${zoneText((isPhone() && taps[tool]) || hints[tool])}</span>
      ${drawsPoints && isEnough ? html`<button type="button" @click=${() => finishSketch(store)}>${zoneText('finish')}</button>` : nothing}
      ${drawsPoints && sketch.length > 0 ? html`<button type="button" @click=${() => store.undo()}>${zoneText('removeLast')}</button>` : nothing}
      <button type="button" @click=${() => store.choose('edit')}>${zoneText(tool === 'villages' ? 'finish' : 'cancel')}</button></p>`
  }

  #trouble() {
    const { store } = this.session
    const { trouble } = store.state
    if (!trouble) return nothing
    const close = () => store.update({ trouble: null })
    return html`<p class="wrong" role="alert"><span>${trouble.text}</span>
      ${trouble.repair ? html`<button type="button" @click=${trouble.repair}>${zoneText('repair')}</button>` : nothing}
      <button type="button" @click=${close}>${zoneText('close')}</button></p>`
  }

  #fit(): void {
    this.session.showDistrict(this.plan.map)
  }
}
