import type { Actor } from '../access/actor.ts'
import type { Subject } from '../access/grant.ts'
import { may, stepAction } from '../access/may.ts'
import { DECISION_ROLES, type DecisionRole } from '../proposal/decision.ts'
import type { ProposalAction } from '../proposal/process.ts'
import { isProposalStage, type ProposalStage } from '../proposal/stage.ts'

/** The office that usually decides at a stage. */
const USUAL: Readonly<Record<ProposalStage, DecisionRole>> = {
  neighbourhood: 'village',
  village: 'village',
  district: 'district',
  agency: 'agency',
  regency: 'partner',
  plan: 'budget-team',
  budget: 'budget-team',
  realisation: 'agency',
}

/** Offices, that of the proposal's stage first. */
export function officesAt(stage: Subject['stage']): readonly DecisionRole[] {
  const offices = DECISION_ROLES.filter((office) => office !== 'proposer' && office !== 'unstated')
  const usual = isProposalStage(stage) ? USUAL[stage] : undefined
  return usual === undefined ? offices : [usual, ...offices.filter((office) => office !== usual)]
}

/**
 * In which office's name an actor takes a step where they do not say: that of the proposal's stage if their grants speak for it,
 * else the first that they speak for; undefined where they may not take it.
 */
export function officeFor(actor: Actor, action: ProposalAction, subject: Subject): DecisionRole | undefined {
  return officesAt(subject.stage).find((office) => may(actor, stepAction(action), { ...subject, office }))
}
