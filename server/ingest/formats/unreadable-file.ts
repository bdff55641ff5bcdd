import { basename } from 'node:path'
import { showReceived } from '../../../core/problem.ts'

export interface UnreadableReason {
  /** Path or name; only its last part is reported. */
  file: string
  expected: string
  received: unknown
  /** Row or feature number at which reading stopped. */
  row?: number
}

/** The one error of the readers: this file cannot be read (further), what was expected of it, and what stood there. */
export class UnreadableFile extends Error {
  readonly file: string
  readonly expected: string
  readonly received: string
  readonly row?: number

  constructor({ file, expected, received, row }: UnreadableReason, options?: ErrorOptions) {
    const name = basename(file)
    const place = row === undefined ? '' : `, row ${row}`
    super(`${name}${place}: expected ${expected}, got ${showReceived(received)}`, options)
    this.name = 'UnreadableFile'
    this.file = name
    this.expected = expected
    this.received = showReceived(received)
    if (row !== undefined) this.row = row
  }
}

/** Any failure as an UnreadableFile; one that is already stays as it is. */
export function asUnreadable(file: string, error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error
  const received = error instanceof Error ? error.message : String(error)
  return new UnreadableFile(
    { file, expected: 'a file that can be read to its end', received },
    { cause: error },
  )
}
