/** How a file that takes a while to write is watched and called off. */
export interface SaveWatch {
  readonly signal: AbortSignal
  /** Hears how much of it is done, 0–1. */
  readonly onShare: (share: number) => void
}
