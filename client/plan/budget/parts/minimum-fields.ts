import { html, nothing } from 'lit'
import { inputOf, textOf } from '../../../panel/event-control.ts'
import { icons } from '../../../panel/icons.ts'
import { type Condition, GROUPINGS, MEASURES, type Measure } from '../budget-draft.ts'
import { conditionText } from '../condition-words.ts'
import type { GroupChoice } from '../group-choices.ts'

type Minimum = Extract<Condition, { kind: 'floor' }>

export interface MinimumLook {
  /** The groups that may be named. */
  readonly choices: readonly GroupChoice[]
  readonly notify: (condition: Condition) => void
}

/** In a list of groups to choose from: those that belong to none. */
const NONE = '-'
const FIRST: Readonly<Record<Measure, number>> = { rupiah: 1e9, percent: 10, proposals: 1 }
const MOST: Readonly<Record<Measure, number>> = { rupiah: 1e15, percent: 100, proposals: 10_000 }

/** “At least so much for …”: rupiah, per cent of the rupiah, or proposals, for each group or for those that are named. */
export function minimumFields(condition: Minimum, { choices, notify }: MinimumLook) {
  const { by, measure, sameAmount, groups } = condition
  const mode = (isSame: boolean, name: string) =>
    html`<button type="button" aria-pressed=${(sameAmount !== null) === isSame} @click=${() => notify(spread(condition, isSame))}>${name}</button>`
  return html`<div class="pair">
      <label class="field">${conditionText('forWhom')}<select @change=${(event: Event) => notify(byOther(condition, textOf(event)))}>
        ${GROUPINGS.map((one) => html`<option value=${one} ?selected=${one === by}>${conditionText(one)}</option>`)}</select></label>
      <label class="field">${conditionText('measure')}<select @change=${(event: Event) => notify(inOther(condition, textOf(event)))}>
        ${MEASURES.map((one) => html`<option value=${one} ?selected=${one === measure}>${conditionText(one)}</option>`)}</select></label></div>
    <div class="modes" role="group" aria-label=${conditionText('spread')}>${mode(false, conditionText('each'))}${mode(true, conditionText('same'))}</div>
    ${
      sameAmount === null
        ? namedGroups(condition, { choices, notify })
        : amountField(
            measure,
            conditionText('leastEach', { group: conditionText(by) }),
            sameAmount,
            (amount) => notify({ ...condition, sameAmount: amount }),
          )
    }
    ${measure === 'percent' && (sameAmount !== null || groups.length > 0) ? html`<p class="note">${conditionText('percentText')}</p>` : nothing}`
}

function namedGroups(condition: Minimum, { choices, notify }: MinimumLook) {
  const { by, measure, groups } = condition
  const name = conditionText('addLeast', { group: conditionText(by) })
  // Proposals that belong to no group cannot be counted by one.
  const isFree = ({ value }: GroupChoice) =>
    !groups.some((group) => group.value === value) && !(value === '' && measure === 'proposals')
  const free = choices.filter(isFree)
  const put = (value: string, amount: number | null) =>
    notify({
      ...condition,
      groups: groups.flatMap((group) => {
        if (group.value !== value) return [group]
        return amount === null ? [] : [{ value, amount }]
      }),
    })
  const add = (chosen: string) => {
    const value = chosen === NONE ? '' : chosen
    const amount = groups.at(-1)?.amount ?? FIRST[measure]
    if (chosen) notify({ ...condition, groups: [...groups, { value, amount }] })
  }
  return html`${groups.length === 0 ? html`<p class="note">${conditionText('noLeast', { group: conditionText(by) })}</p>` : nothing}
    ${groups.map(({ value, amount }) => {
      const group = choices.find((one) => one.value === value)?.name ?? value
      return html`<div class="group">${amountField(measure, conditionText('leastOf', { name: group }), amount, (next) => put(value, next))}
        <button class="icon" type="button" aria-label=${conditionText('removeLeast', { name: group })} @click=${() => put(value, null)}>${icons.close}</button></div>`
    })}
    ${
      free.length > 0
        ? html`<select aria-label=${name} .value=${''} @change=${(event: Event) => add(textOf(event))}>
      <option value="" selected>${name}</option>${free.map((one) => html`<option value=${one.value || NONE}>${one.name}</option>`)}</select>`
        : nothing
    }`
}

function amountField(measure: Measure, label: string, amount: number, put: (amount: number) => void) {
  if (measure === 'rupiah')
    return html`<pu-rupiah-field .label=${label} .amount=${amount} @amount=${(event: CustomEvent<number>) => put(event.detail)}></pu-rupiah-field>`
  const read = (event: Event) => {
    const input = inputOf(event)
    const typed = measure === 'percent' ? input.valueAsNumber : Math.round(input.valueAsNumber)
    if (typed >= 0 && typed <= MOST[measure]) put(typed)
    else input.value = String(amount)
  }
  return html`<label class="field">${label}<span class="says"><input type="number" min="0" max=${MOST[measure]} step=${measure === 'percent' ? 'any' : '1'} .value=${String(amount)}
    @change=${read} /> ${conditionText(measure === 'percent' ? 'ofRupiah' : 'ofProposals')}</span></label>`
}

function spread(condition: Minimum, isSame: boolean): Minimum {
  const { sameAmount, groups, measure } = condition
  const amount = sameAmount ?? groups[0]?.amount ?? FIRST[measure]
  return { ...condition, sameAmount: isSame ? amount : null }
}

function byOther(condition: Minimum, chosen: string): Minimum {
  const by = GROUPINGS.find((one) => one === chosen) ?? condition.by
  return { ...condition, by, groups: [] }
}

/** The groups stay; amounts of one measure say nothing in another. */
function inOther(condition: Minimum, chosen: string): Minimum {
  const measure = MEASURES.find((one) => one === chosen) ?? condition.measure
  const amount = FIRST[measure]
  const groups = condition.groups
    .filter(({ value }) => value !== '' || measure !== 'proposals')
    .map(({ value }) => ({ value, amount }))
  return { ...condition, measure, groups, sameAmount: condition.sameAmount === null ? null : amount }
}
