import { css, html, LitElement } from 'lit'
import { distance } from '../i18n/format-value.ts'
import { languageChange } from '../i18n/translate.ts'
import { Redraw } from '../state/viewer-store.ts'

/** A bar of a round ground distance for the present scale. */
export class PuScaleBar extends LitElement {
  static override properties = { metresPerPixel: { type: Number } }

  static override styles = css`
    :host { display: block; padding: 2px 4px 4px; margin: -2px -4px -4px; border-radius: 4px; background: rgb(255 255 255 / 72%); font-size: 11px; font-weight: 600; color: var(--ink); text-shadow: 0 0 3px #fff, 0 0 3px #fff; }
    i { display: block; height: 5px; border: 2px solid var(--ink); border-top: 0; margin-top: 1px; box-shadow: 0 1px 0 #fff; }
  `

  declare metresPerPixel: number

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.metresPerPixel = 0
  }

  protected override render() {
    const metres = roundLength(this.metresPerPixel * 100)
    const width = this.metresPerPixel ? metres / this.metresPerPixel : 0
    return html`${distance(metres)}<i .style=${`width:${width.toFixed(0)}px`}></i>`
  }
}

/** The largest of 1, 2, 5 × 10ⁿ that is not above `metres`. */
export function roundLength(metres: number): number {
  if (!(metres > 0)) return 0
  const power = 10 ** Math.floor(Math.log10(metres))
  return (metres >= 5 * power ? 5 : metres >= 2 * power ? 2 : 1) * power
}
