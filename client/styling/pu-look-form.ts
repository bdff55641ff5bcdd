import { html, LitElement, nothing } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { denominatorAtZoom, zoomAtDenominator } from '../../core/geo/scale-denominator.ts'
import { MARKS } from '../../core/style/layer-style.ts'
import { number, percent } from '../i18n/format-value.ts'
import { pick } from '../i18n/translate.ts'
import { inputOf, textOf } from '../panel/event-control.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { formStyles } from './form-styles.ts'
import type { Labelling, Look } from './style-rules.ts'
import { stylingText } from './styling-words.ts'

const usualLabel: Omit<Labelling, 'field'> = { size: 12, color: '#27313c', bold: false, maxScale: null }
const zooms = [8, 9, 10, 11, 12, 13, 14, 15]

/** Sizes, edges and marks of all rules at once, and the texts. Emits `look` and `label`. */
export class PuLookForm extends LitElement {
  static override properties = {
    layer: { attribute: false },
    look: { attribute: false },
    labelling: { attribute: false },
  }
  static override styles = [sharedStyles, formStyles]

  declare layer: MapLayer
  declare look: Look
  declare labelling: Labelling | null

  protected override render() {
    const { geometry } = this.layer
    const areas = geometry === 'polygon' || geometry === 'mixed'
    const lines = geometry === 'line' || geometry === 'mixed'
    const points = geometry === 'point' || geometry === 'mixed'
    return html`
      ${points ? this.#marks() : nothing}
      ${points ? this.#slider('radius', [1, 20, 0.5]) : nothing}
      ${lines ? this.#slider('lineWidth', [0.5, 12, 0.5]) : nothing}
      ${areas || points ? this.#slider('fillOpacity', [0, 1, 0.05]) : nothing}
      ${areas || points ? this.#slider('outlineWidth', [0, 6, 0.2]) : nothing}
      ${
        areas || points
          ? html`<label class="row"><span>${stylingText('outlineColour')}</span><input type="color" .value=${this.look.outlineColor}
              @input=${(event: Event) => this.#emit('look', { outlineColor: textOf(event) })}></label>`
          : nothing
      }
      ${this.#label()}
    `
  }

  #marks() {
    return html`<label class="row"><span>${stylingText('mark')}</span>
      <select @change=${(event: Event) => this.#emit('look', { mark: textOf(event) })}>
        ${MARKS.map((mark) => html`<option value=${mark} ?selected=${mark === this.look.mark}>${stylingText(mark)}</option>`)}</select></label>`
  }

  #slider(
    part: 'radius' | 'lineWidth' | 'fillOpacity' | 'outlineWidth',
    [least, most, step]: [number, number, number],
  ) {
    const value = this.look[part]
    const shown = part === 'fillOpacity' ? percent(value * 100) : number(value, 1)
    return html`<label class="row"><span>${stylingText(part)}</span>
      <input type="range" min=${least} max=${most} step=${step} .value=${String(value)}
        @input=${(event: Event) => this.#emit('look', { [part]: Number(textOf(event)) })}>
      <output>${shown}</output></label>`
  }

  #label() {
    const { labelling } = this
    const fields = this.layer.fields
    const become = (patch: Partial<Labelling>) => labelling && this.#emit('label', { ...labelling, ...patch })
    const choose = (field: string) =>
      this.#emit('label', field === '' ? null : { ...usualLabel, ...labelling, field })
    const zoom = labelling?.maxScale ? Math.round(zoomAtDenominator(labelling.maxScale)) : ''
    return html`<label class="row"><span>${stylingText('label')}</span>
        <select @change=${(event: Event) => choose(textOf(event))}>
          <option value="">${stylingText('noLabel')}</option>
          ${fields.map(({ name, title }) => html`<option value=${name} ?selected=${name === labelling?.field}>${pick(title)}</option>`)}</select></label>
      ${
        labelling
          ? html`<label class="row"><span>${stylingText('labelSize')}</span><input type="range" min="8" max="28" .value=${String(labelling.size)}
                @input=${(event: Event) => become({ size: Number(textOf(event)) })}><output>${labelling.size}</output></label>
              <label class="row"><span>${stylingText('labelColour')}</span><input type="color" .value=${labelling.color} @input=${(event: Event) => become({ color: textOf(event) })}></label>
              <label class="row"><span>${stylingText('labelFrom')}</span>
                <select @change=${(event: Event) => become({ maxScale: scaleFrom(textOf(event)) })}>
                  <option value="">${stylingText('everyZoom')}</option>
                  ${zooms.map((at) => html`<option value=${at} ?selected=${at === zoom}>${stylingText('zoom', { zoom: at })}</option>`)}</select></label>
              <label class="check"><input type="checkbox" .checked=${labelling.bold} @change=${(event: Event) => become({ bold: inputOf(event).checked })}>${stylingText('bold')}</label>`
          : nothing
      }`
  }

  #emit(name: 'look' | 'label', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

/** A little above the zoom's own scale, so that the zoom itself draws it. */
function scaleFrom(zoom: string): number | null {
  return zoom === '' ? null : Math.ceil(denominatorAtZoom(Number(zoom) - 0.01))
}
