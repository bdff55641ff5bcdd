import { PROGRESS_LINES } from '../../core/api/progress-lines.ts'
import { askFor } from './get-json.ts'
import { readProblem } from './problem-response.ts'
import { readLines } from './read-lines.ts'

/** As long as a change may take: what tells how far it is may be waited for. */
const TIMEOUT_MS = 600_000

/**
 * Gets what takes the server a while; `onShare` hears how much of it is done, 0–1. Ends by `signal`, which ends the
 * work on the server too, by an answer, or after ten minutes.
 * @throws ProblemResponse with the server's words; status 0 when no answer came at all
 */
export async function getLines<T>(
  path: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  // The browser's cache would have it wait for another answer from the same address, which comes when the work is done.
  const asking = { accept: PROGRESS_LINES, timeoutMs: TIMEOUT_MS, cache: 'no-store' } as const
  const response = await askFor(path, signal, asking)
  if (!response.ok) throw await readProblem(response)
  return readLines<T>(response, onShare)
}
