import type { CeilingUseAnswer, CycleStageAnswer } from '../../core/api/cycle.ts'
import type { DeskItem, DeskStage } from '../../core/api/desk.ts'
import { isUnder } from '../../core/cycle/ceiling-use.ts'
import type { ProposalAction } from '../../core/proposal/process.ts'
import { fetchCeilings, fetchStages } from './desk-api.ts'
import type { OfferedReason } from './pu-decision-form.ts'

/** Several decisions in a row ask once how much is used up. */
const REST_MS = 600

/** Rules and ceilings of the stages that proposals of the desk stand in: read when they are first asked for. */
export class StageRules {
  readonly #changed: () => void
  readonly #stages = new Map<string, readonly CycleStageAnswer[]>()
  readonly #ceilings = new Map<string, readonly CeilingUseAnswer[]>()
  readonly #asked = new Map<string, DeskStage>()
  #rest: ReturnType<typeof setTimeout> | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Null where there is none, or while it is read. */
  of(stage: DeskStage | null): CycleStageAnswer | null {
    if (!stage) return null
    this.#ask(stage)
    return this.#stages.get(cycleOf(stage))?.find(({ key }) => key === stage.key) ?? null
  }

  /** The reasons of a stage for a step; null where it has none of its own. */
  reasonsFor(stage: DeskStage | null, action: ProposalAction): readonly OfferedReason[] | null {
    const { reasons = [] } = this.of(stage) ?? {}
    if (reasons.length === 0) return null
    return reasons
      .filter(({ actions }) => actions.includes(action))
      .map(({ code, label }) => ({ code, words: label }))
  }

  /** The ceilings that a proposal lies under. */
  ceilingsOf({ cycleStage, villageCode, agency }: DeskItem): readonly CeilingUseAnswer[] {
    if (!cycleStage) return []
    this.#ask(cycleStage)
    const known = this.#ceilings.get(stageOf(cycleStage)) ?? []
    return known.filter((ceiling) => isUnder({ area: villageCode, agency }, ceiling))
  }

  /** Reads again how much is used up, once the hand rests. */
  refreshCeilings(): void {
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      for (const stage of this.#asked.values()) void this.#readCeilings(stage)
    }, REST_MS)
  }

  #ask(stage: DeskStage): void {
    if (this.#asked.has(stageOf(stage))) return
    this.#asked.set(stageOf(stage), stage)
    void this.#read(stage)
  }

  async #read(stage: DeskStage): Promise<void> {
    const name = cycleOf(stage)
    try {
      if (!this.#stages.has(name)) this.#stages.set(name, await fetchStages(stage))
    } catch {
      // What the stage demands is told by the server then.
    }
    await this.#readCeilings(stage)
  }

  async #readCeilings(stage: DeskStage): Promise<void> {
    try {
      this.#ceilings.set(stageOf(stage), await fetchCeilings(stage))
    } catch {
      // The figures before stay.
    }
    this.#changed()
  }
}

const cycleOf = ({ planYear, region }: DeskStage) => `${planYear} ${region}`
const stageOf = (stage: DeskStage) => `${cycleOf(stage)} ${stage.key}`
