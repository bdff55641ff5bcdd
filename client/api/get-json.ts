import { ProblemResponse, readProblem } from './problem-response.ts'
import { readAnswer } from './read-answer.ts'
import { sitePath } from './site-path.ts'

const jsonAsked = { accept: 'application/json', timeoutMs: 30_000 }

/**
 * Gets JSON from our own server. Ends by `signal`, by an answer, or after 30 seconds.
 * @throws ProblemResponse with the server's words; status 0 when no answer came at all
 */
export async function getJson<T>(path: string, query?: URLSearchParams, signal?: AbortSignal): Promise<T> {
  const search = query && query.size > 0 ? `?${query}` : ''
  const response = await askFor(`${path}${search}`, signal, jsonAsked)
  if (!response.ok) throw await readProblem(response)
  return readAnswer(response)
}

export interface Asking {
  readonly accept: string
  readonly timeoutMs: number
  readonly cache?: RequestCache
}

/** The answer of whatever status. Throws ProblemResponse of status 0 when none came, and AbortError by the signal. */
export async function askFor(
  path: string,
  signal: AbortSignal | undefined,
  { accept, timeoutMs, cache = 'default' }: Asking,
): Promise<Response> {
  const ends = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
  try {
    return await fetch(sitePath(path), { signal: AbortSignal.any(ends), headers: { accept }, cache })
  } catch (cause) {
    if (signal?.aborted) throw new DOMException('Superseded', 'AbortError')
    throw new ProblemResponse(0, 'No answer', String(cause), { cause })
  }
}
