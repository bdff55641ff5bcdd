import { css, html, LitElement } from 'lit'
import { number } from '../../../i18n/format-value.ts'
import { languageChange } from '../../../i18n/translate.ts'
import { listenerOf } from '../../../panel/event-control.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { sideColours } from '../map/choice-layer.ts'
import { NOW, type ScenarioController } from '../scenario-controller.ts'
import { scenarioText } from '../scenario-words.ts'

/** The divider between A and B on the map: dragged, or moved by the arrow keys. A phone also switches by buttons. */
export class PuSwipe extends LitElement {
  static override properties = { controller: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      :host { position: absolute; inset: 0; z-index: 2; pointer-events: none; overflow: clip; }
      .rule { position: absolute; top: 0; bottom: 0; width: 3px; margin-left: -1.5px; background: #fff; box-shadow: 0 0 0 1px rgb(28 39 51 / 45%); }
      .handle { position: absolute; top: 50%; width: 2.75rem; height: 2.75rem; margin: -1.375rem; border-radius: 50%; border: 0; background: var(--ink); color: #fff; display: grid; place-items: center;
        box-shadow: 0 0 0 3px #fff, var(--shadow); pointer-events: auto; cursor: ew-resize; touch-action: none; }
      .handle:focus-visible { outline-offset: 5px; }
      .tag { position: absolute; top: 0.75rem; padding: 0.25rem 0.625rem; background: var(--surface); border-radius: var(--radius-pill); box-shadow: var(--shadow-small); font-size: var(--text-small); font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
      .tag b { margin-inline-end: 0.375rem; font-weight: 800; }
      .tag.a { right: calc(100% - var(--at) + 0.75rem); max-width: min(15rem, calc(var(--at) - 1.5rem)); }
      .tag.b { left: calc(var(--at) + 0.75rem); max-width: min(15rem, calc(100% - var(--at) - 5rem)); }
      .sides { display: none; }
      /* Above the count of what is marked. */
      .legend { position: absolute; right: 0.75rem; bottom: 4.25rem; padding: 0.5rem 0.75rem; background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); font-size: var(--text-small); display: grid; gap: 0.125rem; }
      .legend b { font-weight: 700; }
      .legend li { display: flex; gap: 0.5rem; align-items: center; }
      .legend i { width: 0.625rem; height: 0.625rem; flex: none; }
      @media (max-width: 767px) {
        .tag { display: none; }
        .legend { bottom: auto; top: 4.25rem; left: 0.75rem; right: auto; }
        .sides { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; position: absolute; top: 0.75rem; left: 0.75rem; right: 4.25rem; padding: 2px; background: var(--surface); border-radius: var(--radius); box-shadow: var(--shadow); pointer-events: auto; }
        .sides button { min-height: var(--target); border: 0; background: none; border-radius: 0.5rem; font-weight: 700; font-size: var(--text-small); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding-inline: 0.5rem; }
        .sides b { margin-inline-end: 0.375rem; }
        .sides [aria-pressed="true"] { background: var(--brand-wash); color: var(--brand-strong); }
      }
    `,
  ]

  declare controller: ScenarioController

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.controller)
  }

  protected override render() {
    const { split } = this.controller
    const percent = Math.round(split * 100)
    const at = `left: ${split * 100}%`
    return html`<div class="rule" style=${at}></div>
      <div class="tags" style="--at: ${split * 100}%"><span class="tag a" aria-hidden="true">${this.#name('a')}</span><span class="tag b" aria-hidden="true">${this.#name('b')}</span></div>
      <div class="sides" role="group" aria-label=${scenarioText('sides')}>
        <button type="button" aria-pressed=${split === 1} @click=${() => this.controller.divide(1)}>${this.#name('a')}</button>
        <button type="button" aria-pressed=${split === 0} @click=${() => this.controller.divide(0)}>${this.#name('b')}</button></div>
      <div class="legend" aria-label=${scenarioText('legend')} role="group"><b>${scenarioText('legend')}</b><ul>
        <li><i style="border-radius: 50%; background: ${sideColours.shared}"></i>${scenarioText('legendShared')}</li>
        <li><i style="background: ${sideColours.a}"></i>${scenarioText('legendA')}</li>
        <li><i style="background: ${sideColours.b}; rotate: 45deg"></i>${scenarioText('legendB')}</li></ul></div>
      <div class="handle" style=${at} role="slider" tabindex="0" aria-orientation="horizontal" aria-label=${scenarioText('swipe')} title=${scenarioText('swipeHint')}
        aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent} aria-valuetext=${scenarioText('swipeValue', { a: number(percent), b: number(100 - percent) })}
        @keydown=${this.#onKey} @pointerdown=${this.#onDown} @pointermove=${this.#onMove}>
        <svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m8 7-5 5 5 5M16 7l5 5-5 5"></path></svg></div>`
  }

  #name(side: 'a' | 'b') {
    const id = this.controller.idOf(side)
    return html`<b style="color: ${sideColours[side]}">${side.toUpperCase()}</b>${id === NOW ? scenarioText('now') : this.controller.nameOf(id)}`
  }

  #onKey(event: KeyboardEvent): void {
    const step = event.shiftKey ? 0.1 : 0.02
    const { split } = this.controller
    const targets: Record<string, number> = {
      ArrowLeft: split - step,
      ArrowDown: split - step,
      ArrowRight: split + step,
      ArrowUp: split + step,
      PageDown: split - 0.1,
      PageUp: split + 0.1,
      Home: 0,
      End: 1,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    this.controller.divide(Math.round(target * 100) / 100)
  }

  #onDown(event: PointerEvent): void {
    const handle = listenerOf(event)
    handle.setPointerCapture(event.pointerId)
    handle.focus()
    event.preventDefault()
  }

  #onMove(event: PointerEvent): void {
    const handle = listenerOf(event)
    if (!handle.hasPointerCapture(event.pointerId)) return
    const { left, width } = this.getBoundingClientRect()
    this.controller.divide((event.clientX - left) / width)
  }
}
