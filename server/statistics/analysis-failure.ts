import type { AnalysisFailure } from '../../core/api/statistics.ts'
import { errorCode } from '../../core/error-code.ts'
import { Problem } from '../../core/problem.ts'
import type { Label } from '../../core/proposal/label.ts'
import { isConnectionFault } from '../database/connection-fault.ts'

const reasons = {
  cancelled: { id: 'dibatalkan', en: 'cancelled' },
  slow: { id: 'perlu lebih dari 10 menit, lalu dihentikan', en: 'took more than 10 minutes and was stopped' },
  memory: { id: 'memori tidak cukup untuk data sebanyak ini', en: 'not enough memory for this much data' },
  database: { id: 'basis data tidak terjangkau', en: 'the database could not be reached' },
  fault: {
    id: 'kesalahan program; tercatat di log server',
    en: "a fault of the program; see the server's log",
  },
} as const

export function cancelledFailure(): AnalysisFailure {
  return { at: new Date().toISOString(), cancelled: true, reason: reasons.cancelled }
}

/** The reason in words that a planner can act on; what only its makers understand is left to the log. */
export function failureOf(error: unknown): AnalysisFailure {
  return { at: new Date().toISOString(), cancelled: false, reason: reasonOf(error) }
}

function reasonOf(error: unknown): Label {
  if (error instanceof Problem) return { id: error.message, en: error.message }
  if (!(error instanceof Error)) return reasons.fault
  if (error.name === 'TimeoutError') return reasons.slow
  const code = errorCode(error.cause)
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return reasons.memory
  return isConnectionFault(error) ? reasons.database : reasons.fault
}
