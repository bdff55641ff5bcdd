import type { ProblemDetail } from '../problem.ts'
import type { Authored } from './authored.ts'
import type { Items } from './items.ts'

/** A row that was refused, or kept with a remark. */
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

/** What an import says of itself: nothing that came in a file vanishes without a line here. */
export interface ImportReport {
  packageId: string
  name: string
  changed: boolean
  datasets: DatasetReport[]
}

/** GET /api/imports/{id}. */
export interface ImportState extends Authored {
  id: string
  packageId: string | null
  state: 'running' | 'done' | 'failed' | 'cancelled'
  /** What is being done, in words. */
  step: string
  /** 0–1 of the whole import. */
  share: number
  report: ImportReport | null
  problem: ProblemDetail | null
  /** ISO 8601. */
  startedAt: string
  finishedAt: string | null
}

/** What POST /api/imports began. */
export interface StartedImport {
  id: string
  state: 'running'
}

/** That an import is ending (DELETE /api/imports/{id}). */
export interface CancelledImport extends StartedImport {
  cancelling: true
}

export interface StoredReject extends Reject {
  id: number
  role: string
  file: string
}

/** One page of GET /api/imports/{id}/rejects. */
export interface RejectPage extends Items<StoredReject> {
  /** The cursor of the page that follows; null on the last one. */
  readonly next: string | null
}
