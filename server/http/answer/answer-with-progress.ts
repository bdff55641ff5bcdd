import type { Request, Response } from 'express'
import { PROGRESS_LINES } from '../../../core/api/progress-lines.ts'
import { Problem } from '../../../core/problem.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import type { WorkWatch } from '../../workload/work-watch.ts'

export interface Watch extends Required<WorkWatch> {
  /** A part of the result that is there already; sent to those alone who take lines. */
  readonly onPart: (part: object) => void
}

interface Forms<Result> {
  /** Sends the result to clients that did not ask for lines. */
  readonly send?: (result: Result) => unknown
  /** The value of {result} in the last line. */
  readonly lastLine?: (result: Result) => unknown
}

/**
 * Answers with what `work` gives, as JSON unless `forms` say otherwise; for those who accept lines of JSON, lines
 * {share: 0–1}, and {part} where the work tells parts of its result, come before the last one,
 * {result} or {problem}. A client that leaves ends the work.
 */
export async function answerWithProgress<Result>(
  request: Request,
  response: Response,
  work: (watch: Watch) => Promise<Result>,
  { send = (result) => response.json(result), lastLine = (result) => result }: Forms<Result> = {},
): Promise<void> {
  const signal = abortOnClose(response)
  const inLines = request.get('Accept')?.includes(PROGRESS_LINES) ?? false
  // Must not be buffered or compressed on its way, or all lines would arrive at once.
  response.set('Cache-Control', inLines ? 'no-store, no-transform' : 'no-store')
  const write = (line: object) => {
    if (!response.headersSent) response.type(PROGRESS_LINES)
    if (response.writable) response.write(`${JSON.stringify(line)}\n`)
  }
  try {
    const result = await work({
      signal,
      onProgress: ({ done, of }) => inLines && write({ share: done / of }),
      onPart: (part) => inLines && write({ part }),
    })
    if (!inLines) {
      await send(result)
      return
    }
    write({ share: 1 })
    write({ result: lastLine(result) })
  } catch (error) {
    if (signal.aborted) return
    // While no line has been sent, the error can still be answered with its own status.
    if (!response.headersSent || !(error instanceof Problem)) throw error
    write({ problem: error.body })
  }
  response.end()
}
