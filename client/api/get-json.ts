import { ProblemResponse, readProblem } from './problem-response.ts'

const timeoutMs = 30_000

/**
 * Gets JSON from our own server. Ends by `signal`, by an answer, or after 30 seconds.
 * @throws ProblemResponse with the server's words; status 0 when no answer came at all
 */
export async function getJson<T>(path: string, query?: URLSearchParams, signal?: AbortSignal): Promise<T> {
  const search = query && query.size > 0 ? `?${query}` : ''
  const response = await request(`${path}${search}`, signal)
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as T
}

async function request(url: string, signal: AbortSignal | undefined): Promise<Response> {
  const ends = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
  try {
    return await fetch(url, {
      signal: AbortSignal.any(ends),
      headers: { accept: 'application/json' },
    })
  } catch (cause) {
    if (signal?.aborted) throw new DOMException('Superseded', 'AbortError')
    throw new ProblemResponse(0, 'No answer', String(cause), { cause })
  }
}
