/** A count of poor people that nothing public is made from (GET /api/withheld). */
export interface WithheldCount {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly poorPopulation: number
  readonly year: number | null
  /** It is withheld for being below this. */
  readonly below: number
}
