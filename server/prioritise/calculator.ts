import { carryOut } from './carry-out.ts'
import type { PrioritiseThreads, WatchOptions } from './prioritise-threads.ts'
import type { QuickKind, Work } from './worker-messages.ts'

/** About 5 ms of any of these calculations. */
const MOST_CELLS_HERE = 100_000

/** Carries out small calculations here and large ones in a thread, so that no request waits for another's. */
export class Calculator {
  readonly #threads: PrioritiseThreads

  constructor(threads: PrioritiseThreads) {
    this.#threads = threads
  }

  /** `cells`: how many values it goes over. */
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
