/** Who waits for scales: hears how much is done, and ends the work by the signal; then nothing of it stays. */
export interface ScaleWatch {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void
}

/** The same watch over a part of the work, from one share of it to another. */
export function partOf(watch: ScaleWatch, from: number, to: number): ScaleWatch {
  const { signal, onProgress } = watch
  return {
    ...(signal && { signal }),
    ...(onProgress && {
      onProgress: ({ done, of }) => onProgress({ done: from + ((to - from) * done) / of, of: 1 }),
    }),
  }
}
