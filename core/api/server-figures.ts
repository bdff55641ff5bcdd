/** What the server holds and how it fares (GET /api/server-figures); /metrics tells the same to programs that watch. */
export interface ServerFigures {
  /** Open viewers that hear of changes. */
  readonly viewers: number
  /** Memory that a layer may take; one beyond it is streamed: the database makes its tiles. */
  readonly layerBudgetBytes: number
  readonly layers: readonly LayerFigures[]
}

export interface LayerFigures {
  readonly id: string
  readonly bytes: number
  readonly features: number
  readonly streamed: boolean
}
