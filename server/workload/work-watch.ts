/** How much of a work is done. */
export interface Progress {
  readonly done: number
  readonly of: number
}

/** How a caller follows work: it hears the progress, and cancels the work (or its wait) by the signal. */
export interface WorkWatch {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** The same watch over a part of the work, from one share of it to another. */
export function partOf({ signal, onProgress }: WorkWatch, from: number, to: number): WorkWatch {
  return {
    signal,
    onProgress:
      onProgress && (({ done, of }) => onProgress({ done: from + (to - from) * (done / of), of: 1 })),
  }
}

/**
 * Watches of two steps of one task: the first step counts up to `share` of the whole, and for nothing when it reports no
 * progress, as when its result is cached.
 */
export function inTwoSteps(
  watch: WorkWatch,
  share: number,
): { readonly first: WorkWatch; readonly second: () => WorkWatch } {
  const { signal, onProgress } = partOf(watch, 0, share)
  let reported = false
  const first = {
    signal,
    onProgress: (progress: Progress) => {
      reported = true
      onProgress?.(progress)
    },
  }
  return { first, second: () => partOf(watch, reported ? share : 0, 1) }
}
