import type { ZoneDrafts } from './zone-drafts.ts'

interface Step {
  readonly drafts: ZoneDrafts
  /** Steps of one kind that follow each other, such as letters of a name, are undone together. */
  readonly kind: string
}

const MOST_STEPS = 200

/** What undo goes back to, and redo forward. States share all that did not change, so many steps cost little. */
export class DraftHistory {
  #past: Step[] = []
  #future: Step[] = []
  #last = ''

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Remembers the drafts as they were before a step. A `kind` joins the step to the one before of the same kind. */
  remember(before: ZoneDrafts, kind = ''): void {
    const joins = kind !== '' && kind === this.#last
    if (!joins) this.#past = [...this.#past, { drafts: before, kind }].slice(-MOST_STEPS)
    this.#future = []
    this.#last = kind
  }

  /** Does something to every state, such as what another page did: no step of this page takes it back. */
  rewrite(change: (drafts: ZoneDrafts) => ZoneDrafts): void {
    const rewritten = (step: Step) => ({ ...step, drafts: change(step.drafts) })
    this.#past = this.#past.map(rewritten)
    this.#future = this.#future.map(rewritten)
  }

  undo(now: ZoneDrafts): ZoneDrafts | null {
    const step = this.#past.at(-1)
    if (!step) return null
    this.#past = this.#past.slice(0, -1)
    this.#future = [...this.#future, { drafts: now, kind: step.kind }]
    this.#last = ''
    return step.drafts
  }

  redo(now: ZoneDrafts): ZoneDrafts | null {
    const step = this.#future.at(-1)
    if (!step) return null
    this.#future = this.#future.slice(0, -1)
    this.#past = [...this.#past, { drafts: now, kind: step.kind }]
    this.#last = ''
    return step.drafts
  }
}
