/** What an import says of itself: nothing that came in a file vanishes without a line here. */
export interface Reject {
  /** Row or feature number as a person would count it in the file. */
  row: number | null
  parameter: string | null
  reason: string
  received: string | null
  expected: string | null
}

export interface Finding {
  severity: 'info' | 'warning'
  text: string
}

export interface DatasetReport {
  role: string
  file: string
  state: 'loaded' | 'replaced' | 'unchanged' | 'removed'
  /** rows, loaded, repaired, rejected, and what else the role counts. */
  counts: Record<string, number>
  findings: Finding[]
  /** The first rejects; all of them stand in the store. */
  rejects: Reject[]
}

export interface ImportReport {
  packageId: string
  name: string
  changed: boolean
  datasets: DatasetReport[]
}

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
