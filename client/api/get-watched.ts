import { askFor } from './get-json.ts'
import { getLines } from './get-lines.ts'
import { readProblem } from './problem-response.ts'
import { readAnswer } from './read-answer.ts'
import type { ServerWatch } from './server-watch.ts'

export interface GetWatch extends ServerWatch {
  /** What part of the whole is the answer's way here, 0–1, where the lines' result tells its `bytes`. */
  readonly wayShare?: number
}

/** What comes sooner needs no share. */
const SOON_MS = 400
/** A million proposals take the server ten seconds, more when others ask of it too. */
const TIMEOUT_MS = 600_000

/**
 * Gets JSON that may take the server a while to make. The answer is the usual one of its address, compressed and kept by the
 * browser; when it has not begun after a moment, a second request for the same work hears in lines how far it is. By
 * `signal` both end, and with them the work.
 * @throws ProblemResponse with the server's words; status 0 when no answer came at all
 */
export async function getWatched<T>(
  path: string,
  query: URLSearchParams,
  { signal, onShare, wayShare = 0 }: GetWatch,
): Promise<T> {
  const url = query.size > 0 ? `${path}?${query}` : path
  const begun = new AbortController()
  const until = AbortSignal.any([signal, begun.signal])
  let most = 0
  const tell = (share: number) => {
    if (share <= most) return
    most = share
    onShare(share)
  }
  let whole = 0
  const listen = async () => {
    try {
      const { bytes = 0 } = await getLines<{ bytes?: number }>(
        url,
        (share) => tell(share * (1 - wayShare)),
        until,
      )
      whole = bytes
    } catch {
      // What it fails of, the answer itself tells.
    }
  }
  const timer = setTimeout(() => void listen(), SOON_MS)
  try {
    const response = await askFor(url, signal, { accept: 'application/json', timeoutMs: TIMEOUT_MS })
    if (!response.ok) throw await readProblem(response)
    const onBytes = (bytes: number) => {
      if (whole > 0) tell(1 - wayShare + wayShare * Math.min(1, bytes / whole))
    }
    return await readAnswer<T>(counted(response, onBytes))
  } finally {
    clearTimeout(timer)
    begun.abort()
  }
}

/** The same answer, whose bytes are reported as they come. */
function counted(response: Response, onBytes: (bytes: number) => void): Response {
  let bytes = 0
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length
      onBytes(bytes)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(count) ?? null)
}
