import type { DerivedAnswer } from '../../../core/api/weighting.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import type { ServerWatch } from '../../api/server-watch.ts'
import { filterBody } from '../data/plan-api.ts'
import type { PlanState } from '../state/plan-state.ts'

/** The server's weights from raw values, which the browser does not have. Ending the signal ends it on the server too. */
export async function askDerived(
  { filters }: PlanState,
  method: DerivedAnswer['method'],
  watch: ServerWatch,
): Promise<DerivedAnswer> {
  const body = { [method]: { filter: filterBody(filters), scale: 'raw' } }
  return sendForLines('/api/rankings/weights', { body }, watch)
}
