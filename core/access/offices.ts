import { DECISION_ROLES, type DecisionRole } from '../proposal/decision.ts'
import type { Grant } from './grant.ts'

/** Parts of an area's code, 62.01.02.2001, down to a district and to a village. */
const PARTS = { district: 3, village: 4 } as const
const VERIFIERS = DECISION_ROLES.filter((office) => !['secretariat', 'proposer', 'unstated'].includes(office))

/**
 * In whose names a grant decides: in that of the office that it names, or else in those that its role and bounds leave: a
 * verifier of a village speaks for the village, one of an agency for the agency.
 */
export function officesOf(grant: Grant): readonly DecisionRole[] {
  const { role, office, agency, area } = grant
  if (office !== undefined) return [office]
  if (role === 'council-member' || role === 'council-secretariat') return ['secretariat']
  if (role === 'planner' || role === 'publisher') return ['partner']
  if (role !== 'verifier') return []
  if (agency !== undefined) return ['agency']
  if (area === undefined) return VERIFIERS
  const parts = area.split('.').length
  if (parts >= PARTS.village) return ['village']
  return parts === PARTS.district ? ['district'] : ['partner', 'agency', 'budget-team']
}

/** Whether a grant decides in this office's name; yes, where none is asked for. */
export function decidesFor(grant: Grant, office: DecisionRole | undefined): boolean {
  return office === undefined || officesOf(grant).includes(office)
}
