import { css, html, LitElement, nothing } from 'lit'
import type { StyleRule } from '../../core/style/layer-style.ts'
import { textOf } from '../panel/event-control.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { ruleSwatch } from '../panel/style-legend.ts'
import { formStyles } from './form-styles.ts'
import { colourOf, isText, withColour } from './style-rules.ts'
import { stylingText } from './styling-words.ts'

/** The rules of a style as the entries of its legend: names, colours, order. Emits `rules`. */
export class PuRuleList extends LitElement {
  static override properties = { rules: { attribute: false } }
  static override styles = [
    sharedStyles,
    formStyles,
    css`
      ol { display: grid; gap: 0.375rem; }
      li { display: grid; grid-template-columns: 2rem 2.5rem minmax(0, 1fr) auto; align-items: center; gap: 0.375rem; }
      .names { display: grid; gap: 0.125rem; }
      .names input + input { font-size: var(--text-note); color: var(--muted); min-height: 1.875rem; }
      .plain { grid-column: 2 / 4; color: var(--muted); font-size: var(--text-small); }
      /* Room for both buttons in each row: names end in one line. */
      .steps { display: flex; justify-content: end; min-width: 4.5rem; }
      @media (max-width: 767px) { .steps { min-width: calc(2 * var(--target)); } }
    `,
  ]

  declare rules: readonly StyleRule[]

  protected override render() {
    return html`<ol>${this.rules.map((rule, at) => this.#rule(rule, at))}</ol>`
  }

  #rule(rule: StyleRule, at: number) {
    const colour = colourOf(rule)
    const name = rule.name || stylingText(isText(rule) ? 'text' : 'edge')
    const plain = rule.name === '' && (colour === undefined || isText(rule))
    return html`<li>${ruleSwatch(rule)}
      ${plain ? html`<span class="plain">${name}</span>` : this.#fields(rule, at, colour)}
      <span class="steps">
        ${at > 0 ? html`<button class="icon" type="button" title=${stylingText('up', { name })} aria-label=${stylingText('up', { name })} @click=${() => this.#move(at)}>↑</button>` : nothing}
        <button class="icon" type="button" title=${stylingText('removeRule', { name })} aria-label=${stylingText('removeRule', { name })}
          ?disabled=${this.rules.length === 1} @click=${() => this.#emit(this.rules.filter((_, index) => index !== at))}>✕</button></span></li>`
  }

  #fields(rule: StyleRule, at: number, colour: string | undefined) {
    const set = (part: StyleRule, kind: string) => this.#emit(this.rules.with(at, part), `${kind} ${at}`)
    const text = (event: Event) => textOf(event)
    return html`
      ${
        colour === undefined
          ? html`<span></span>`
          : html`<input type="color" .value=${colour} aria-label=${stylingText('ruleColour', { name: rule.name })}
              @input=${(event: Event) => set(withColour(rule, text(event)), 'colour')}>`
      }
      <span class="names">
        <input maxlength="200" .value=${rule.name} aria-label=${stylingText('ruleName', { count: at + 1 })}
          @input=${(event: Event) => set({ ...rule, name: text(event) }, 'name')}>
        <input maxlength="200" .value=${rule.nameEn ?? ''} lang="en" placeholder="English" aria-label=${stylingText('ruleNameEn', { count: at + 1 })}
          @input=${(event: Event) => set(withEnglish(rule, text(event)), 'english')}>
      </span>`
  }

  #move(at: number): void {
    const rules = [...this.rules]
    const [rule] = rules.splice(at, 1)
    if (rule) rules.splice(at - 1, 0, rule)
    this.#emit(rules)
  }

  #emit(rules: readonly StyleRule[], kind = ''): void {
    this.dispatchEvent(new CustomEvent('rules', { detail: { rules, kind } }))
  }
}

function withEnglish({ nameEn: _, ...rule }: StyleRule, nameEn: string): StyleRule {
  return nameEn === '' ? rule : { ...rule, nameEn }
}
