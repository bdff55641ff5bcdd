import type { CriterionInfo } from '../../../core/api/criterion.ts'
import { date } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'

/** Where a criterion's values come from and of when: a day or, where only that is known, a year. */
export function sourceLine({ source, sourceText, sourceDate }: CriterionInfo): string {
  const text = sourceText ? pick(sourceText) : source
  if (!sourceDate) return text
  return `${text}, ${date(sourceDate) || sourceDate}`
}
