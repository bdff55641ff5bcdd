import { html, nothing } from 'lit'
import type { SourceChoice } from '../../../core/api/criterion.ts'
import { pick } from '../../i18n/translate.ts'
import { criteriaText } from './criteria-words.ts'

/** What a source belongs to: the village, a layer by its title. */
export function groupName({ group, of }: SourceChoice): string {
  return criteriaText(`group_${group}`, { of: of ?? '' })
}

/** The options of a select: sources by what they belong to, and the chosen one even where it is gone. */
export function sourceOptions(sources: readonly SourceChoice[], chosen: string) {
  const groups = Map.groupBy(sources, groupName)
  const known = sources.some(({ source }) => source === chosen)
  return html`<option value="" .selected=${chosen === ''}>${criteriaText('sourceChoose')}</option>
    ${chosen && !known ? html`<option value=${chosen} selected>${criteriaText('sourceGone', { source: chosen })}</option>` : nothing}
    ${[...groups].map(
      ([label, choices]) =>
        html`<optgroup label=${label}>${choices.map(
          ({ source, title }) =>
            html`<option value=${source} .selected=${source === chosen}>${pick(title)}</option>`,
        )}</optgroup>`,
    )}`
}
