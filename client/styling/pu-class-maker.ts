import { css, html, LitElement, nothing, svg } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { FieldValues } from '../../core/api/style.ts'
import { CLASS_METHODS } from '../../core/style/class-breaks.ts'
import { type ColourScheme, colourSchemes, coloursOf } from '../../core/style/colour-schemes.ts'
import { number } from '../i18n/format-value.ts'
import { pick } from '../i18n/translate.ts'
import { inputOf, textOf } from '../panel/event-control.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { type Classing, classed, FEWEST } from './classing.ts'
import { formStyles } from './form-styles.ts'
import type { Method } from './style-rules.ts'
import { stylingText } from './styling-words.ts'

const MOST = 9
const BARS = 40

/**
 * Chooses a field, classes and colours. Emits `field` when one is chosen, `stop` and `reread` for the reading of its values,
 * and `classed` with the rules.
 */
export class PuClassMaker extends LitElement {
  static override properties = {
    layer: { attribute: false },
    values: { attribute: false },
    classing: { attribute: false },
    share: { attribute: false },
  }
  static override styles = [
    sharedStyles,
    formStyles,
    css`
      .schemes { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: 0.375rem; }
      .schemes button { border: 2px solid transparent; border-radius: var(--radius); padding: 0.25rem; background: none; display: grid; gap: 0.125rem; text-align: start; }
      .schemes button[aria-pressed='true'] { border-color: var(--brand); background: var(--wash); }
      .ramp { display: flex; height: 1rem; border-radius: 3px; overflow: hidden; border: 1px solid var(--line); }
      .ramp i { flex: 1; }
      .limits { display: flex; flex-wrap: wrap; gap: 0.375rem; }
      .limits input { width: 6.5rem; }
      svg.histogram { width: 100%; height: 4rem; display: block; }
    `,
  ]

  declare layer: MapLayer
  declare values: FieldValues | null
  declare classing: Classing
  /** How much of the values is read, 0–1; null while none are being read. */
  declare share: number | null

  protected override render() {
    const { field } = this.classing
    return html`
      <label class="row"><span>${stylingText('field')}</span>
        <select @change=${(event: Event) => this.#emit('field', textOf(event))}>
          <option value="" .selected=${field === ''}>${stylingText('oneColour')}</option>
          ${this.layer.fields.map((other) => html`<option value=${other.name} .selected=${other.name === field}>${fieldName(other)}</option>`)}
        </select></label>
      ${field === '' ? nothing : this.values ? this.#choices(this.values) : this.#reading(field)}
    `
  }

  #reading(field: string) {
    const said = stylingText('reading')
    if (this.share !== null)
      return html`<pu-progress-bar .share=${this.share} .label=${said} .caption=${said} @cancel=${() => this.#emit('stop', null)}></pu-progress-bar>`
    return html`<p class="note">${stylingText('notRead')}
      <button class="link" type="button" @click=${() => this.#emit('reread', field)}>${stylingText('read')}</button></p>`
  }

  #choices(values: FieldValues) {
    if (values.kind === 'none') return html`<p class="note">${stylingText('noValues')}</p>`
    const numbers = values.kind === 'numbers'
    return html`
      ${numbers ? this.#numberChoices(values) : nothing}
      ${this.#schemes(numbers)}
      ${values.missing > 0 ? html`<p class="note">${stylingText('missing', { count: number(values.missing) })}</p>` : nothing}
      ${values.kind === 'words' && values.others > 0 ? html`<p class="note">${stylingText('others', { count: number(values.others) })}</p>` : nothing}
    `
  }

  #numberChoices(values: Extract<FieldValues, { kind: 'numbers' }>) {
    const { method, classes, inner } = this.classing
    const options: Method[] = [...CLASS_METHODS, 'manual']
    return html`
      ${this.layer.geometry === 'point' || this.layer.geometry === 'line' ? this.#by() : nothing}
      ${this.#histogram(values)}
      <fieldset class="choice"><legend>${stylingText('method')}</legend>
        ${options.map(
          (option) => html`<label><input type="radio" name="method" .checked=${method === option}
            @change=${() => this.#become({ ...this.classing, method: option })}><span>${stylingText(option)}</span></label>`,
        )}</fieldset>
      <p class="note">${stylingText(`${method}Hint`)}</p>
      <label class="row"><span>${stylingText('classes')}</span>
        <input type="range" min=${FEWEST} max=${MOST} .value=${String(classes)}
          @input=${(event: Event) => this.#become({ ...this.classing, method: method === 'manual' ? 'quantile' : method, classes: Number(textOf(event)) })}>
        <output>${classes}</output></label>
      <div class="limits" role="group" aria-label=${stylingText('limits')}>${inner.map(
        (
          at,
          index,
        ) => html`<input type="number" step="any" .value=${String(at)} aria-label=${stylingText('limit', { count: index + 1 })}
          @change=${(event: Event) => this.#limit(index, inputOf(event))}>`,
      )}</div>`
  }

  #by() {
    const option = (
      by: Classing['by'],
    ) => html`<label><input type="radio" name="by" .checked=${this.classing.by === by}
      @change=${() => this.#become({ ...this.classing, by })}><span>${stylingText(by)}</span></label>`
    return html`<fieldset class="choice"><legend>${stylingText('by')}</legend>${option('colour')}${option('size')}</fieldset>`
  }

  #histogram({ values, least, most }: Extract<FieldValues, { kind: 'numbers' }>) {
    const width = most - least || 1
    const counts = new Array<number>(BARS).fill(0)
    for (const value of values) {
      const at = Math.min(BARS - 1, Math.floor(((value - least) / width) * BARS))
      counts[at] = (counts[at] ?? 0) + 1
    }
    const tallest = Math.max(...counts)
    const x = (value: number) => ((value - least) / width) * BARS * 10
    return html`<svg class="histogram" viewBox="0 0 ${BARS * 10} 100" preserveAspectRatio="none" role="img" aria-label=${stylingText('histogram')}>
      ${counts.map((count, at) => svg`<rect x=${at * 10 + 1} width="8" y=${98 - (count / tallest) * 96} height=${(count / tallest) * 96} fill="#9fb3ad"/>`)}
      ${this.classing.inner.map((at) => svg`<path d="M${x(at)} 0V100" stroke="#b0413e" stroke-width="2" vector-effect="non-scaling-stroke"/>`)}
    </svg>`
  }

  #schemes(ordered: boolean) {
    const shown = colourSchemes.filter(({ kind }) => (kind === 'qualitative') !== ordered)
    const { scheme, reversed } = this.classing
    // Colours that came from the store may be of no scheme.
    const known = shown.find(({ name }) => name === scheme)?.name
    return html`<div class="field"><span id="schemes">${stylingText('scheme')}</span>
      <div class="schemes" role="group" aria-labelledby="schemes">${shown.map(
        (
          option,
        ) => html`<button type="button" aria-pressed=${option.name === known} @click=${() => this.#become({ ...this.classing, scheme: option.name })}>
          <span class="ramp">${this.#sample(option).map((colour) => html`<i style="background:${colour}"></i>`)}</span>
          <span class="note">${option.name}</span></button>`,
      )}</div>
      <label class="check"><input type="checkbox" .checked=${reversed}
        @change=${(event: Event) => this.#become({ ...this.classing, reversed: inputOf(event).checked })}>${stylingText('reversed')}</label></div>`
  }

  #sample(scheme: ColourScheme): string[] {
    return coloursOf(scheme, scheme.kind === 'qualitative' ? scheme.colours.length : this.classing.classes)
  }

  #limit(index: number, input: HTMLInputElement): void {
    const at = input.valueAsNumber
    const { inner } = this.classing
    const fits =
      Number.isFinite(at) && at > (inner[index - 1] ?? -Infinity) && at < (inner[index + 1] ?? Infinity)
    input.setCustomValidity(fits ? '' : stylingText('limitOrder'))
    if (!input.reportValidity()) return
    this.#become({ ...this.classing, method: 'manual', inner: inner.with(index, at) })
  }

  #become(classing: Classing): void {
    const { values } = this
    if (values) this.#emit('classed', classed(this.layer, classing, values))
  }

  #emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}

/** With its unit, where the title does not say it already. */
function fieldName({ title, unit }: MapLayer['fields'][number]): string {
  const words = unit ? pick(unit) : ''
  return words === '' || pick(title).includes(words) ? pick(title) : `${pick(title)} (${words})`
}
