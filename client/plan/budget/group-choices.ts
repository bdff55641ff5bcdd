import { SOURCE_LABELS } from '../../../core/proposal/source.ts'
import { codeLabel } from '../../i18n/code-labels.ts'
import type { DistrictChoice } from '../data/read-districts.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { Grouping } from './budget-draft.ts'
import { conditionText, fifthText } from './condition-words.ts'

export interface GroupChoice {
  readonly value: string
  readonly name: string
}

/** The groups that a limit may name: those that occur among the competing proposals, by name, and '' for those that have none. */
export function groupChoices(
  by: Grouping,
  alternatives: Alternatives | null,
  districts: readonly DistrictChoice[],
): GroupChoice[] {
  const none = { value: '', name: conditionText('ungroupedName', { group: conditionText(by) }) }
  if (by === 'districtCode') return [...districts.map(({ code, name }) => ({ value: code, name })), none]
  if (by === 'villageCode') return [...villageChoices(alternatives), none]
  if (by === 'kind') {
    const name = (part: 'physical' | 'other') => conditionText(part)
    return [
      { value: 'physical', name: name('physical') },
      { value: 'non-physical', name: name('other') },
      none,
    ]
  }
  if (by === 'source')
    return Object.keys(SOURCE_LABELS).map((value) => ({ value, name: codeLabel('source', value) }))
  if (by === 'quintile')
    return [...[1, 2, 3, 4, 5].map((n) => ({ value: String(n), name: fifthText(n) })), none]
  const values = new Set<string>()
  for (const value of alternatives?.[by] ?? []) if (value) values.add(value)
  const named = [...values]
    .map((value) => ({ value, name: by === 'sector' ? codeLabel('sector', value) : value }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return by === 'sector' ? named : [...named, none]
}

/** Those of the competing proposals. */
function villageChoices(alternatives: Alternatives | null): GroupChoice[] {
  const { codes = [], names = [] } = alternatives?.villages ?? {}
  const named = codes.map((value, at) => ({ value, name: names[at] ?? value }))
  return named.sort((a, b) => a.name.localeCompare(b.name) || (a.value < b.value ? -1 : 1))
}
