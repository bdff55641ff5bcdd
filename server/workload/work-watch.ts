/** How much of a work is done. */
export interface Progress {
  readonly done: number
  readonly of: number
}

/** Who waits for work: hears how much of it is done, and ends it or waits no longer by the signal. */
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
 * The watches of two steps of a work: the first counts to `share` of the whole, and for nothing where it tells nothing,
 * as when what it makes is known already.
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
