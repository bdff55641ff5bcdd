import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Collects this thread's garbage now. A thread that is idle after large work would keep what the work left for hours:
 * V8 collects when memory is asked for. For threads alone: it takes some 10 ms for each 100 MB in use.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
