import { Problem, showReceived } from '../problem.ts'

/** Where in a filter something is wrong: 'at character 13', 'at args[0]'; empty for the whole of it. */
export interface FaultPlace {
  /** The parameter that brought the filter. */
  parameter: string
  at: string
}

/** A filter that cannot be understood: where, what came and what was expected (400). */
export function filterFault({ parameter, at }: FaultPlace, received: unknown, expected: string): Problem {
  const shown = showReceived(received)
  const where = at === '' ? '' : ` ${at}`
  return new Problem({
    title: 'Filter not understood',
    status: 400,
    detail: `${parameter}:${where} expected ${expected}, received ${shown}`,
    parameter,
    received: at === '' ? shown : `${shown} ${at}`,
    expected,
  })
}
