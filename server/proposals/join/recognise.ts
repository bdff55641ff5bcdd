import { isHousehold } from '../../../core/proposal/household.ts'
import { serviceOf } from '../../../core/proposal/service.ts'
import type { TitleRow } from './proposal-sql.ts'

/** What the join recognises of a proposal by its words and programme alone. */
export interface Recognised {
  /** Of those with a standard; null where it concerns none. */
  readonly service: string | null
  readonly household: boolean
}

export function recognise(
  { title, programme_code }: Pick<TitleRow, 'title' | 'programme_code'>,
  services: readonly string[],
): Recognised {
  return {
    service: serviceOf({ title, programmeCode: programme_code }, services),
    household: isHousehold(title),
  }
}
