import { css, html, LitElement, nothing } from 'lit'
import { percent } from '../i18n/format-value.ts'
import { languageChange } from '../i18n/translate.ts'
import { Redraw } from '../state/viewer-store.ts'
import { progressText } from './progress-words.ts'
import { sharedStyles } from './shared-styles.ts'

const MOMENT_MS = 400

/**
 * How far the server is, and a button that emits `cancel`. It takes no room until the work has taken longer than a moment.
 * Before the server tells a share, its turn may not have come: the bar says only that it goes on.
 */
export class PuProgressBar extends LitElement {
  static override properties = {
    share: { type: Number },
    label: {},
    caption: {},
    shown: { type: Boolean, reflect: true },
  }

  static override styles = [
    sharedStyles,
    css`
      :host(:not([shown])) { display: none; }
      .row { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; }
      .caption { flex: 1 0 100%; font-size: var(--text-small); overflow-wrap: anywhere; }
      progress { flex: 1 1 6rem; height: 0.5rem; accent-color: var(--brand); }
      .share { flex: none; min-width: 3rem; text-align: end; font-variant-numeric: tabular-nums; }
    `,
  ]

  /** Of the work, 0–1. */
  declare share: number
  /** What is going on, for those who hear the bar. */
  declare label: string
  /** The same for all to see, where nothing beside the bar says it. */
  declare caption: string
  declare shown: boolean
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.share = 0
    this.label = ''
    this.caption = ''
    this.shown = false
    new Redraw(this, () => languageChange)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setTimeout(() => {
      this.shown = true
    }, MOMENT_MS)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    this.shown = false
  }

  protected override render() {
    if (!this.shown) return nothing
    const { share, label, caption } = this
    return html`<div class="row">${caption ? html`<span class="caption" role="status">${caption}</span>` : nothing}${
      share > 0
        ? html`<progress max="1" .value=${share} aria-label=${label}></progress><span class="note share" aria-hidden="true">${percent(share * 100)}</span>`
        : html`<progress max="1" aria-label=${label}></progress><span class="note share">${progressText('waiting')}</span>`
    }
      <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('cancel'))}>${progressText('cancel')}</button></div>`
  }
}
