import { askFor } from './get-json.ts'
import { getLines } from './get-lines.ts'
import { readProblem } from './problem-response.ts'

/** Hears how much of what it waits for the server has done, 0–1, and waits no longer by the signal. */
export interface GetWatch {
  readonly signal: AbortSignal
  readonly onShare: (share: number) => void
}

/** What comes sooner needs no share. */
const soonMs = 400
/** A million proposals take the server ten seconds, more when others ask of it too. */
const timeoutMs = 600_000

/**
 * Gets JSON that may take the server a while to make. The answer is the door's usual one, compressed and kept by the
 * browser; when it has not begun after a moment, a second request for the same work hears in lines how far it is. By
 * `signal` both end, and with them the work.
 * @throws ProblemResponse with the server's words; status 0 when no answer came at all
 */
export async function getWatched<T>(
  path: string,
  query: URLSearchParams,
  { signal, onShare }: GetWatch,
): Promise<T> {
  const url = query.size > 0 ? `${path}?${query}` : path
  const begun = new AbortController()
  const until = AbortSignal.any([signal, begun.signal])
  // What it fails of, the answer itself tells.
  const listen = () => void getLines(url, onShare, until).catch(() => undefined)
  const timer = setTimeout(listen, soonMs)
  try {
    const response = await askFor(url, signal, { accept: 'application/json', timeoutMs })
    if (!response.ok) throw await readProblem(response)
    return (await response.json()) as T
  } finally {
    clearTimeout(timer)
    begun.abort()
  }
}
