import { html, nothing, type TemplateResult } from 'lit'
import { inputOf, textOf } from '../panel/event-control.ts'
import { say } from './language.ts'
import { metresOf, type OfferedStandard } from './wizard-standards.ts'
import { wizardWords as words } from './wizard-words.ts'

interface StandardOptions {
  /** Whether what is missing is marked. */
  isChecked: boolean
  onChange(): void
}

/** The distance standards of a new district; nothing where no file has facilities of their types. Changes them in place. */
export function standardFields(
  offered: readonly OfferedStandard[],
  options: StandardOptions,
): TemplateResult | typeof nothing {
  if (offered.length === 0) return nothing
  return html`<fieldset class="entry standards"><legend>${say(words.standards)}</legend>
    <p class="note">${say(words.standardsNote)}</p>
    ${offered.map((one) => standardRow(one, options))}
  </fieldset>`
}

function standardRow({ standard, facility }: OfferedStandard, { isChecked, onChange }: StandardOptions) {
  const { service, isChosen, kilometres, source } = standard
  const onTick = (event: Event) => {
    standard.isChosen = inputOf(event).checked
    onChange()
  }
  const onInput = (key: 'kilometres' | 'source') => (event: Event) => {
    standard[key] = textOf(event).trim()
    onChange()
  }
  const isWrong = isChecked && metresOf(standard) === null
  const isMissing = isChecked && source === ''
  return html`<div class="offered-standard" data-service=${service}>
    <label class="tick"><input type="checkbox" name="standard" .checked=${isChosen} @change=${onTick}>
      <span>${service}${facility.join() === service ? nothing : html`<br><small>${facility.join(', ')}</small>`}</span></label>
    ${
      isChosen
        ? html`<div class="entry-fields">
      <label class=${isWrong ? 'missing' : ''}>${say(words.standardDistance, { service })}
        <input type="number" min="0.1" max="1000" step="0.1" .value=${kilometres} aria-invalid=${isWrong} @input=${onInput('kilometres')}>
        ${isWrong ? html`<span class="fault">${say(words.standardWrong)}</span>` : nothing}</label>
      <label class=${isMissing ? 'missing' : ''}>${say(words.standardSource, { service })}
        <input type="text" maxlength="300" .value=${source} aria-invalid=${isMissing} @input=${onInput('source')}>
        ${isMissing ? html`<span class="fault">${say(words.required)}</span>` : nothing}</label></div>`
        : nothing
    }
  </div>`
}
