import type { Request, Response } from 'express'
import { Problem } from '../../core/problem.ts'
import { abortOnClose } from '../tiles/abort-on-close.ts'

export const PROGRESS_LINES = 'application/x-ndjson'

interface Watch {
  readonly signal: AbortSignal
  readonly onProgress: (progress: { readonly done: number; readonly of: number }) => void
}

/**
 * Answers with what `work` gives, as JSON; for those who accept lines of JSON, lines {share: 0–1} come before the last
 * one, {result} or {problem}. A client that leaves ends the work.
 */
export async function answerWithProgress(
  request: Request,
  response: Response,
  work: (watch: Watch) => Promise<unknown>,
): Promise<void> {
  const signal = abortOnClose(response)
  const inLines = request.get('Accept')?.includes(PROGRESS_LINES) ?? false
  // Unbuffered on its way: compressed lines would come all at once.
  response.set('Cache-Control', inLines ? 'no-store, no-transform' : 'no-store')
  const write = (line: object) => {
    if (!response.headersSent) response.type(PROGRESS_LINES)
    if (response.writable) response.write(`${JSON.stringify(line)}\n`)
  }
  try {
    const result = await work({
      signal,
      onProgress: ({ done, of }) => inLines && write({ share: done / of }),
    })
    if (!inLines) {
      response.json(result)
      return
    }
    write({ share: 1 })
    write({ result })
  } catch (error) {
    if (signal.aborted) return
    // Before the first line an answer with a status of its own says it.
    if (!response.headersSent || !(error instanceof Problem)) throw error
    write({ problem: error.body })
  }
  response.end()
}
