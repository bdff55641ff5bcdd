import { html, nothing } from 'lit'
import type { PlanStore } from '../../state/plan-store.ts'
import type { Condition } from '../budget-draft.ts'
import { conditionText } from '../condition-words.ts'

type Prerequisite = Extract<Condition, { kind: 'requires' }>
type Picked = Extract<Condition, { kind: 'one-of' | 'bundle' | 'fund' | 'leave-out' }>

export interface LinkedLook {
  readonly store: PlanStore
  readonly notify: (condition: Condition) => void
}

/** “This one only if those”: the one, then what it needs. */
export function prerequisiteFields(condition: Prerequisite, { store, notify }: LinkedLook) {
  const { code, needs } = condition
  // One that needs itself needs nothing.
  const put = (next: Prerequisite) =>
    notify({ ...next, needs: next.needs.filter((other) => other !== next.code) })
  return html`<fieldset><legend>${conditionText('requiresOne')}</legend>
      <pu-code-picker .store=${store} .codes=${code ? [code] : []} .most=${1} .label=${conditionText('requiresFind')}
        @codes=${(event: CustomEvent<string[]>) => put({ ...condition, code: event.detail[0] ?? '' })}></pu-code-picker></fieldset>
    <fieldset><legend>${conditionText('requiresNeeds')}</legend>
      <pu-code-picker .store=${store} .codes=${needs} .label=${conditionText('needsFind')}
        @codes=${(event: CustomEvent<string[]>) => put({ ...condition, needs: event.detail })}></pu-code-picker></fieldset>`
}

/** Proposals that are picked one by one, and what holds for them. */
export function pickedFields(condition: Picked, { store, notify }: LinkedLook) {
  const { kind } = condition
  const text = kind === 'one-of' || kind === 'bundle' ? conditionText(`${kind}Text`) : ''
  return html`${text ? html`<p class="note">${text}</p>` : nothing}<pu-code-picker .store=${store} .codes=${condition.codes}
    @codes=${(event: CustomEvent<string[]>) => notify({ ...condition, codes: event.detail })}></pu-code-picker>`
}
