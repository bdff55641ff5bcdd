/** The layer is not loaded: 404. */
export class UnknownLayerError extends Error {
  readonly layer: string
  constructor(layer: string) {
    super(`layer ${JSON.stringify(layer)} is not served as tiles`)
    this.layer = layer
  }
}

/** The layer is being loaded, as after a start: 503 with Retry-After. */
export class LayerLoadingError extends Error {
  readonly layer: string
  constructor(layer: string) {
    super(`layer ${JSON.stringify(layer)} is still being loaded; ask again in a moment`)
    this.layer = layer
  }
}

/** More work waits than the engine agreed to hold: 503 with Retry-After. */
export class QueueFullError extends Error {
  constructor(limit: number) {
    super(`${limit} tile jobs are waiting already; ask again in a moment`)
  }
}

/** The worker died under this job: 500. The pool has replaced it. */
export class WorkerCrashedError extends Error {}

/** The layer is not in memory: what only memory can answer, such as a heat picture, is 404. */
export class StreamedLayerError extends Error {
  readonly layer: string
  constructor(layer: string) {
    super(
      `Layer ${layer} is larger than its memory budget (LAYER_MEMORY_MB): its tiles come from the database, heat pictures of it are not made`,
    )
    this.layer = layer
  }
}

/** The layer needs more memory than its budget. */
export class LayerTooLargeError extends Error {
  readonly layer: string
  /** Approximate number of its rows that would have fitted. */
  readonly rowsThatFit: number

  constructor(layer: string, { bytes, rows }: { bytes: number; rows: number }, budget: number) {
    super(`layer ${layer} needs more than its memory budget: ${bytes} bytes so far, ${budget} allowed`)
    this.layer = layer
    this.rowsThatFit = Math.floor((rows * budget) / bytes)
  }
}
