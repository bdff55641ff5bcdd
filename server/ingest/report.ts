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

  add(count: string, by = 1): void {
    this.counts[count] = (this.counts[count] ?? 0) + by
  }

  reject(row: number | null, reason: string, more: Partial<Reject> = {}): void {
    this.add('rejected')
    this.note(row, reason, more)
  }

  /** A row that was kept although something in it could not be used. */
  note(row: number | null, reason: string, more: Partial<Reject> = {}): void {
    if (this.rejects.length >= KEPT_REJECTS) return
    this.rejects.push({ row, reason, parameter: null, received: null, expected: null, ...more })
  }

  find(severity: Finding['severity'], text: string): void {
    this.findings.push({ severity, text })
  }

  shownRejects(): Reject[] {
    return this.rejects.slice(0, SHOWN_REJECTS)
  }
}
