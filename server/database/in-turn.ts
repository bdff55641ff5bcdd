/** Does one piece of work after the other, in the order in which they were asked for: a connection takes one query at a time. */
export type InTurn = <T>(work: () => PromiseLike<T>) => Promise<T>

/** Makes a queue of its own. */
export function makeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
