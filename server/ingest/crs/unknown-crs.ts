import { showReceived } from '../../../core/problem.ts'

/** A coordinate reference system that cannot be turned into longitude and latitude; says what was stated and what is known. */
export class UnknownCrs extends Error {
  readonly received: string
  readonly expected: string

  constructor(received: string, expected: string, options?: ErrorOptions) {
    super(`coordinate reference system: got ${showReceived(received)}, expected ${expected}`, options)
    this.name = 'UnknownCrs'
    this.received = received
    this.expected = expected
  }
}
