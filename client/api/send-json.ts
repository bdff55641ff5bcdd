import { ProblemResponse, readProblem } from './problem-response.ts'
import { sitePath } from './site-path.ts'

const USUAL_TIMEOUT_MS = 60_000

export interface Sending {
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  /** Sent as it is, in place of a body; the headers say what it is. */
  text?: string
  headers?: Readonly<Record<string, string>>
  signal?: AbortSignal
  /** How long it may take, where that may be more than a minute. */
  timeoutMs?: number
}

/**
 * Sends JSON to our own server (POST by default) and gives its answer. Ends by the signal, by an
 * answer, or after a minute by default.
 * @throws ProblemResponse with the server's words; status 0 when no answer came at all
 */
export async function sendJson(path: string, sending: Sending = {}): Promise<Response> {
  const { method = 'POST', body, text, headers = {}, signal, timeoutMs = USUAL_TIMEOUT_MS } = sending
  const ends = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
  try {
    const response = await fetch(sitePath(path), {
      method,
      signal: AbortSignal.any(ends),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined ? { body: text } : body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw await readProblem(response)
    return response
  } catch (cause) {
    if (cause instanceof ProblemResponse) throw cause
    if (signal?.aborted) throw new DOMException('Superseded', 'AbortError')
    throw new ProblemResponse(0, 'No answer', String(cause), { cause })
  }
}
