import type { Finding, Reject } from '../../core/api/import.ts'

export interface Progress {
  /** What is being done, in words. */
  step: string
  /** 0…1 of the whole import. */
  share: number
}

export type OnProgress = (progress: Progress) => void

const SHOWN_REJECTS = 20
const KEPT_REJECTS = 100_000

/** Collects counts, findings and rejects while one file is read. */
export class Tally {
  readonly counts: Record<string, number> = { rows: 0, loaded: 0, repaired: 0, rejected: 0 }
  readonly findings: Finding[] = []
  readonly rejects: Reject[] = []
  /** The first row that was refused; `rejects` has those that were kept with a remark as well. */
  firstRefused: Reject | null = null

  add(count: string, by = 1): void {
    this.counts[count] = (this.counts[count] ?? 0) + by
  }

  reject(row: number | null, reason: string, more: Partial<Reject> = {}): void {
    this.add('rejected')
    const refused = { row, reason, parameter: null, received: null, expected: null, ...more }
    this.firstRefused ??= refused
    this.#keep(refused)
  }

  /** A row that was kept although something in it could not be used. */
  note(row: number | null, reason: string, more: Partial<Reject> = {}): void {
    this.#keep({ row, reason, parameter: null, received: null, expected: null, ...more })
  }

  #keep(reject: Reject): void {
    if (this.rejects.length < KEPT_REJECTS) this.rejects.push(reject)
  }

  find(severity: Finding['severity'], text: string): void {
    this.findings.push({ severity, text })
  }

  shownRejects(): Reject[] {
    return this.rejects.slice(0, SHOWN_REJECTS)
  }
}
