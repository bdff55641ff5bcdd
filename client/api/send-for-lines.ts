import { isAbort, ProblemResponse } from './problem-response.ts'
import { readLines } from './read-lines.ts'
import { type Sending, sendJson } from './send-json.ts'

/** Hears how much of a change is done, 0–1, and ends it by the signal: the server then changes nothing. */
export interface ChangeWatch {
  readonly signal: AbortSignal
  readonly onShare: (share: number) => void
}

/** Scaling a million proposals takes the server seconds, more when others ask of it too. */
const timeoutMs = 600_000

/**
 * Sends a change that may take the server a while, and gives what its last line says.
 * @throws ProblemResponse with the server's words, status 0 when no answer or half of one came; AbortError by the signal
 */
export async function sendForLines<Result>(
  path: string,
  sending: Omit<Sending, 'signal' | 'timeoutMs'>,
  { signal, onShare }: ChangeWatch,
): Promise<Result> {
  const headers = { ...sending.headers, accept: 'application/x-ndjson' }
  try {
    return await readLines<Result>(await sendJson(path, { ...sending, headers, signal, timeoutMs }), onShare)
  } catch (cause) {
    if (cause instanceof ProblemResponse || isAbort(cause)) throw cause
    throw new ProblemResponse(0, 'No answer', String(cause), { cause })
  }
}
