import type { Request, Response } from 'express'
import { PROGRESS_LINES } from '../../../core/api/progress-lines.ts'
import { Problem } from '../../../core/problem.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import type { WorkWatch } from '../../workload/work-watch.ts'

export type Watch = Required<WorkWatch>

interface Forms<Result> {
  /** Sends it to those who want no lines. */
  readonly send?: (result: Result) => unknown
  /** What stands in the last line. */
  readonly lastLine?: (result: Result) => unknown
}

/**
 * Answers with what `work` gives, as JSON unless `forms` say otherwise; for those who accept lines of JSON, lines
 * {share: 0–1} come before the last one, {result} or {problem}. A client that leaves ends the work.
 */
export async function answerWithProgress<Result>(
  request: Request,
  response: Response,
  work: (watch: Watch) => Promise<Result>,
  { send = (result) => response.json(result), lastLine = (result) => result }: Forms<Result> = {},
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
      await send(result)
      return
    }
    write({ share: 1 })
    write({ result: lastLine(result) })
  } catch (error) {
    if (signal.aborted) return
    // Before the first line an answer with a status of its own says it.
    if (!response.headersSent || !(error instanceof Problem)) throw error
    write({ problem: error.body })
  }
  response.end()
}
