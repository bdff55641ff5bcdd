/** Who waits for the server: hears how much it has done, 0–1, and ends the work by the signal; of a change nothing stays then. */
export interface ServerWatch {
  readonly signal: AbortSignal
  readonly onShare: (share: number) => void
  /** Hears parts of the result before the whole, of work that tells them. */
  readonly onPart?: (part: object) => void
}
