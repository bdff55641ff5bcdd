import { codeLabel } from '../../i18n/code-labels.ts'
import type { DistrictChoice } from '../data/read-districts.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { Grouping } from './budget-draft.ts'
import { conditionText } from './condition-words.ts'

export interface GroupChoice {
  readonly value: string
  readonly name: string
}

/** The groups that a ceiling may name: those that occur among the competing proposals, by name, and '' for those that have none. */
export function groupChoices(
  by: Grouping,
  alternatives: Alternatives | null,
  districts: readonly DistrictChoice[],
): GroupChoice[] {
  const none = { value: '', name: conditionText('ungroupedName', { group: conditionText(by) }) }
  if (by === 'districtCode') return [...districts.map(({ code, name }) => ({ value: code, name })), none]
  const values = new Set<string>()
  for (const value of alternatives?.[by] ?? []) if (value) values.add(value)
  const named = [...values]
    .map((value) => ({ value, name: by === 'sector' ? codeLabel('sector', value) : value }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return by === 'sector' ? named : [...named, none]
}
