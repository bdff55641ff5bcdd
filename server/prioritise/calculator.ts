import { carryOut } from './carry-out.ts'
import type { PrioritiseThreads, WatchOptions } from './prioritise-threads.ts'
import type { QuickKind, Work } from './worker-messages.ts'

/** Cost up to which a calculation runs on the calling thread: about 5 ms. */
const MOST_CELLS_HERE = 100_000

/** Runs small calculations on the calling thread and large ones in a thread of their own, so that no request delays another. */
export class Calculator {
  readonly #threads: PrioritiseThreads

  constructor(threads: PrioritiseThreads) {
    this.#threads = threads
  }

  /** `cells`: the number of values that the calculation reads. */
  async run<K extends QuickKind>(
    kind: K,
    request: Work[K]['request'],
    cells: number,
    watch: WatchOptions<Work[K]['progress']> = {},
  ): Promise<Work[K]['result']> {
    return cells <= MOST_CELLS_HERE
      ? carryOut(kind, request, () => {})
      : this.#threads.run(kind, request, watch)
  }
}
