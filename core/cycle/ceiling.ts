/** What may be accepted at a stage for an area and all below it, by an agency, or by an agency there. */
export interface Ceiling {
  area: string | null
  agency: string | null
  rupiah: number
  source: string
}

/** How much of a ceiling is accepted so far, as offices know it (GET /api/cycles/{year}/stages/{stage}/ceilings/use). */
export interface CeilingUse extends Ceiling {
  /** Proposals that were accepted within it, and their cost; those without a cost are counted apart. */
  accepted: number
  acceptedRupiah: number
  withoutCost: number
  /** Below nothing: what is accepted beyond it. */
  leftRupiah: number
  /** What one more may cost and still fits: reserves take nothing of it. */
  roomRupiah: number
  /** Codes of proposals that were accepted and no longer fit into it, in the order in which they were accepted. */
  reserve: readonly string[]
}
