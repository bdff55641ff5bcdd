/** A burst is over when nothing came for so long; one that is not over is not waited for longer than the second. */
const SETTLE_MS = 1500
const MOST_MS = 10_000

/** A function to call at each change: `run` is called once they have settled, or now and then while they do not. */
export function afterBurst(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null
  const settled = () => {
    since = null
    run()
  }
  return () => {
    clearTimeout(timer)
    since ??= Date.now()
    timer = setTimeout(settled, Math.min(SETTLE_MS, Math.max(0, since + MOST_MS - Date.now())))
  }
}
