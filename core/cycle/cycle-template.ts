import type { DecisionRole } from '../proposal/decision.ts'
import type { Label } from '../proposal/label.ts'
import type { ProposalStage } from '../proposal/stage.ts'
import type { ChecklistItem, StageQuota, StageReason, StageResults } from './stage-rules.ts'
import { TRACKS, type Track } from './track.ts'

/** A day of the calendar, counted from the plan year: { year: -1, date: '02-01' } is 1 February of the year before. */
export interface UsualDay {
  readonly year: number
  readonly date: string
}

export interface TemplateStage {
  readonly key: string
  readonly kind: ProposalStage
  readonly name: Label
  readonly actors: readonly DecisionRole[]
  readonly source: Label
  readonly usual: { readonly opens: UsualDay; readonly closes: UsualDay }
  readonly beside?: boolean | undefined
  readonly results: StageResults
  readonly checklist: readonly ChecklistItem[]
  readonly quotas: readonly StageQuota[]
  /** Codes of reasons of its template. */
  readonly reasons: readonly string[]
}

/** The stages of one track, as they ship: an example and no regulation. */
export interface CycleTemplate {
  readonly id: string
  readonly track: Track
  readonly title: Label
  readonly note: Label
  readonly reasons: readonly StageReason[]
  readonly stages: readonly TemplateStage[]
}

export interface PlannedStage extends Omit<TemplateStage, 'reasons'> {
  readonly reasons: readonly StageReason[]
  readonly tracks: readonly Track[]
}

/**
 * The stages of a cycle for villages of these tracks: those that two templates both have (by their key) are one stage for both, the
 * others stand where their template has them, before the next that is shared.
 */
export function planStages(templates: readonly CycleTemplate[]): PlannedStage[] {
  const tracksOf = (key: string) =>
    TRACKS.filter((track) =>
      templates.some((one) => one.track === track && one.stages.some((stage) => stage.key === key)),
    )
  const placed = new Set<string>()
  const planned: PlannedStage[] = []
  const place = ({ stage, template }: Placed) => {
    if (placed.has(stage.key)) return
    placed.add(stage.key)
    const reasons = template.reasons.filter(({ code }) => stage.reasons.includes(code))
    planned.push({ ...stage, reasons, tracks: tracksOf(stage.key) })
  }
  const [first, ...others] = templates
  for (const stage of first?.stages ?? []) {
    for (const template of others) for (const before of ownBefore(template, stage.key)) place(before)
    if (first) place({ stage, template: first })
  }
  for (const template of others) for (const stage of template.stages) place({ stage, template })
  return planned
}

interface Placed {
  stage: TemplateStage
  template: CycleTemplate
}

/** What a template has before a stage; nothing where it has no such stage. */
function ownBefore(template: CycleTemplate, key: string): Placed[] {
  const at = template.stages.findIndex((stage) => stage.key === key)
  return template.stages.slice(0, Math.max(at, 0)).map((stage) => ({ stage, template }))
}

/** The moment at which a usual day begins, by the clock on the wall. */
export function usualDate({ year, date }: UsualDay, planYear: number): string {
  return `${planYear + year}-${date}T00:00:00`
}
