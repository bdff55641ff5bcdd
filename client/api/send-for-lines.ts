import { PROGRESS_LINES } from '../../core/api/progress-lines.ts'
import { isAbort, ProblemResponse } from './problem-response.ts'
import { readLines } from './read-lines.ts'
import { type Sending, sendJson } from './send-json.ts'
import type { ServerWatch } from './server-watch.ts'

/** Scaling a million proposals takes the server seconds, more when others ask of it too. */
const TIMEOUT_MS = 600_000

/**
 * Sends a change that may take the server a while, and gives what its last line says.
 * @throws ProblemResponse with the server's words, status 0 when no answer or half of one came; AbortError by the signal
 */
export async function sendForLines<Result>(
  path: string,
  sending: Omit<Sending, 'signal' | 'timeoutMs'>,
  { signal, onShare, onPart }: ServerWatch,
): Promise<Result> {
  const headers = { ...sending.headers, accept: PROGRESS_LINES }
  try {
    return await readLines<Result>(
      await sendJson(path, { ...sending, headers, signal, timeoutMs: TIMEOUT_MS }),
      onShare,
      onPart,
    )
  } catch (cause) {
    if (cause instanceof ProblemResponse || isAbort(cause)) throw cause
    throw new ProblemResponse(0, 'No answer', String(cause), { cause })
  }
}
