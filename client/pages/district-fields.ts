import { html, nothing, type TemplateResult } from 'lit'
import type { PreviewDistrict } from '../../core/api/import-preview.ts'
import type { Label } from '../../core/proposal/label.ts'
import { inputOf, textOf } from '../panel/event-control.ts'
import { say } from './language.ts'
import { ownOf, type WizardDistrict } from './wizard-entry.ts'
import { wizardWords as words } from './wizard-words.ts'

export interface DistrictOptions {
  /** The district that the store has. */
  known: PreviewDistrict | null
  isChecked: boolean
  lacksBorders: boolean
  onChange(): void
}

/** Whether the files go to the district that is there, or begin a new one. Changes `district` in place. */
export function districtFields(district: WizardDistrict, options: DistrictOptions): TemplateResult {
  const { known, isChecked, lacksBorders, onChange } = options
  const choose = (isNew: boolean) => () => {
    Object.assign(district, { isNew }, isNew || !known ? {} : ownOf(known))
    if (isNew && known && district.id === known.id) Object.assign(district, { id: '', name: '' })
    onChange()
  }
  return html`<fieldset class="entry district"><legend>${say(words.district)}</legend>
    ${
      known
        ? html`<label class="tick"><input type="radio" name="district" .checked=${!district.isNew} @change=${choose(false)}>
      <span>${say(words.addTo, { name: known.name })}<br><small>${say(words.addToNote)}</small></span></label>
    ${district.isNew ? nothing : replacesTick(district, onChange)}
    <label class="tick"><input type="radio" name="district" .checked=${district.isNew} @change=${choose(true)}><span>${say(words.newDistrict)}</span></label>`
        : nothing
    }
    ${district.isNew ? newFields(district, isChecked, onChange) : nothing}
    ${district.isNew && lacksBorders ? html`<p class=${isChecked ? 'fault' : 'note'}>${say(isChecked ? words.noBorders : words.newNote)}</p>` : nothing}
  </fieldset>`
}

const FIELDS: readonly [keyof ReturnType<typeof ownOf>, Label][] = [
  ['id', words.districtId],
  ['name', words.districtName],
  ['codeEdition', words.codeEdition],
  ['workingCrs', words.workingCrs],
]

function replacesTick(district: WizardDistrict, onChange: () => void): TemplateResult {
  const onTick = (event: Event) => {
    district.replaces = inputOf(event).checked
    onChange()
  }
  return html`<label class="tick inner"><input type="checkbox" name="replaces" .checked=${district.replaces} @change=${onTick}>
    <span>${say(words.replaces)}</span></label>`
}

function newFields(district: WizardDistrict, isChecked: boolean, onChange: () => void): TemplateResult {
  return html`<div class="entry-fields">${FIELDS.map(([key, label]) => {
    const isMissing = isChecked && district[key] === ''
    const onInput = (event: Event) => {
      district[key] = textOf(event).trim()
      onChange()
    }
    return html`<label class=${isMissing ? 'missing' : ''}>${say(label)}
      <input type="text" maxlength="200" name=${key} .value=${district[key]} aria-invalid=${isMissing} @input=${onInput}>
      ${isMissing ? html`<span class="fault">${say(words.required)}</span>` : nothing}</label>`
  })}</div>`
}
