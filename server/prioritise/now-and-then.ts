/** Least time between two progress messages; begin and end of a step, and found results, are always sent. */
const PROGRESS_EVERY_MS = 100

/** Limits how often progress is passed on. */
export function nowAndThen<Progress extends object>(send: (progress: Progress) => void) {
  let sent = 0
  return (progress: Progress): void => {
    const isAwaited =
      'answer' in progress ||
      'point' in progress ||
      ('done' in progress && 'of' in progress && progress.done === progress.of) ||
      ('done' in progress && 'step' in progress && progress.done === 0)
    if (!isAwaited && Date.now() - sent < PROGRESS_EVERY_MS) return
    sent = Date.now()
    send(progress)
  }
}
