import type { ProblemDetail } from '../../core/problem.ts'

/** What the file system says when nothing more fits: no space, or no quota. */
const CODES = ['ENOSPC', 'EDQUOT']
/** SQLITE_FULL (sqlite.org/rescode.html). */
const SQLITE_FULL = 13

export const diskFull: ProblemDetail = {
  title: 'Disk full',
  status: 503,
  detail:
    "There is no space left on the server's disk, and nothing of this was kept; its operator has to make room",
}

/** Whether a file could not be written since the disk is full. What PostgreSQL says of its own is reported elsewhere. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown }
  if (code === 'ERR_SQLITE_ERROR') return errcode === SQLITE_FULL
  return typeof code === 'string' && CODES.includes(code)
}
