import { ROLES } from '../../../core/access/grant.ts'
import { DECISION_ROLE_LABELS } from '../../../core/proposal/decision.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { ROLE_NAMES } from './account-words.ts'
import { stageName } from './grant-words.ts'
import { fieldFaultWords, refusalWords, peopleWords as words } from './people-words.ts'
import type { GrantChoices } from './read-grant-choices.ts'
import type { Fields } from './read-grant-form.ts'

/** A form that was refused: what was typed, and what is wrong with it. */
export interface RefusedForm {
  readonly fields: Fields
  readonly status: number
  /** The API's name of the field at fault. */
  readonly parameter: string | undefined
}

const OFFICES = ['village', 'district', 'partner', 'agency', 'budget-team', 'secretariat'] as const

/** What a grant is made of, for a form; `isOptional`: none may be given. */
export function grantFields(
  { language }: PageContext,
  {
    choices,
    refused,
    isOptional = false,
  }: { choices: GrantChoices; refused?: RefusedForm | undefined; isOptional?: boolean },
): Html {
  const typed = refused?.fields ?? {}
  const first = say(isOptional ? words.giveLater : words.chooseRole, language)
  const roles = ROLES.map((role) => [role, say(ROLE_NAMES[role], language)] as const)
  const offices = OFFICES.map((office) => [office, DECISION_ROLE_LABELS[office][language]] as const)
  const isBounded =
    ['agency', 'office', 'years'].some((name) => typed[name]) || /stage-/.test(Object.keys(typed).join())
  return html`<label for="role">${say(words.role, language)}</label>
<select id="role" name="role"${isOptional ? null : html` required`}${invalid('role', refused)}>${options([['', first], ...roles], typed.role)}</select>
${fault('role', refused, language)}
${areaField(language, choices, refused)}
<label for="until">${say(words.expires, language)}</label>
<input id="until" name="until" type="date" value="${typed.until}"${invalid('expiresAt', refused)}>
${fault('expiresAt', refused, language)}
<details class="narrowing"${isBounded ? html` open` : null}><summary>${say(words.bounds, language)}</summary>
<div class="stack">
<label for="agency">${say(words.agency, language)}</label>
<input id="agency" name="agency" type="text" maxlength="200" list="perangkat" value="${typed.agency}" aria-describedby="agency-hint"${invalid('agency', refused)}>
<datalist id="perangkat">${choices.agencies.map((agency) => html`<option value="${agency}"></option>`)}</datalist>
<p id="agency-hint" class="note">${say(words.agencyHint, language)}</p>
<label for="office">${say(words.office, language)}</label>
<select id="office" name="office"${invalid('office', refused)}>${options([['', say(words.officeByRole, language)], ...offices], typed.office)}</select>
${fault('office', refused, language)}
<fieldset><legend>${say(words.stages, language)}</legend>${PROPOSAL_STAGES.map((stage) => stageBox(stage, typed, language))}</fieldset>
<label for="years">${say(words.years, language)}</label>
<input id="years" name="years" type="text" inputmode="numeric" maxlength="120" value="${typed.years}" aria-describedby="years-hint"${invalid('years', refused)}>
<p id="years-hint" class="note">${say(words.yearsHint, language)}</p>
${fault('years', refused, language)}
</div></details>`
}

/** Of the field at fault, its mark. */
export function invalid(parameter: string, refused: RefusedForm | undefined): Html | null {
  return isAtFault(parameter, refused) ? html` aria-invalid="true"` : null
}

/** Below the field at fault, what is wrong with it. */
export function fault(parameter: string, refused: RefusedForm | undefined, language: Language): Html | null {
  const words = fieldFaultWords[parameter]
  return words && isAtFault(parameter, refused)
    ? html`<p class="fault" role="alert">${say(words, language)}</p>`
    : null
}

/** What is wrong with a form as a whole. */
export function formFault(refused: RefusedForm | undefined, language: Language): Html | null {
  const words = refused && refused.parameter === undefined ? refusalWords[refused.status] : undefined
  return words ? html`<p class="fault" role="alert">${say(words, language)}</p>` : null
}

/** Members of lists are named with their place: grants[0].years[1]. */
function isAtFault(parameter: string, refused: RefusedForm | undefined): boolean {
  const [named = ''] = (refused?.parameter ?? '').replace(/^grants\[0\]\./, '').split('[')
  return named === parameter
}

function stageBox(stage: (typeof PROPOSAL_STAGES)[number], typed: Fields, language: Language): Html {
  const checked = typed[`stage-${stage}`] === undefined ? null : html` checked`
  return html`<label class="tick"><input type="checkbox" name="stage-${stage}"${checked}>${stageName(stage, language)}</label>`
}

function areaField(language: Language, { areas }: GrantChoices, refused: RefusedForm | undefined): Html {
  const { area = '' } = refused?.fields ?? {}
  const hasVillages = areas.districts.some(({ villages }) => villages.length > 0)
  if (!hasVillages)
    return html`<label for="area">${say(words.areaCode, language)}</label>
<input id="area" name="area" type="text" maxlength="20" list="wilayah" value="${area}"${invalid('area', refused)}>
<datalist id="wilayah">${areas.districts.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</datalist>
${fault('area', refused, language)}`
  return html`<label for="area">${say(words.area, language)}</label>
<select id="area" name="area"${invalid('area', refused)}>${options([['', say(words.everywhere, language)]], area)}
${areas.districts.map(
  ({ code, name, villages }) =>
    html`<optgroup label="${name}">${options([[code, say(words.areaWhole, language, { name })], ...villages.map((village) => [village.code, village.name] as const)], area)}</optgroup>`,
)}</select>
${fault('area', refused, language)}`
}

function options(pairs: readonly (readonly [value: string, text: string])[], chosen = ''): Html[] {
  return pairs.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )
}
