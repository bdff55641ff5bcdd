/** Progress is sent at most this often, however fast the work goes; but the end of a step and what is found always. */
const PROGRESS_EVERY_MS = 100

/** Passes progress on as often as somebody can follow it. */
export function nowAndThen<Progress extends object>(send: (progress: Progress) => void) {
  let sent = 0
  return (progress: Progress): void => {
    const ends =
      'answer' in progress || ('done' in progress && 'of' in progress && progress.done === progress.of)
    if (!ends && Date.now() - sent < PROGRESS_EVERY_MS) return
    sent = Date.now()
    send(progress)
  }
}
