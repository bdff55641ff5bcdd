/** A distance that planners usually hold facilities of a kind to, until the district states its own. */
export interface UsualStandard {
  service: string
  maxDistanceMetres: number
  source: string
  /** Which types of facilities serve, however files spell them. */
  types: RegExp
}

/** Permendiknas 24/2007 knows SD/MI and SMP/MTs as one each; of SMA it states no distance. */
export const USUAL_STANDARDS: readonly UsualStandard[] = [
  {
    ...{ service: 'SD', maxDistanceMetres: 3000, source: 'Permendiknas 24/2007' },
    types: /^(?:sd|mi)(?:[ns]|it)?(?![a-z])(?! luar)|^sekolah dasar(?! luar)|ibtidaiyah/i,
  },
  {
    ...{ service: 'SMP', maxDistanceMetres: 6000, source: 'Permendiknas 24/2007' },
    types: /^(?:smp|mts)(?:[ns]|it)?(?![a-z])(?! luar)|^sekolah menengah pertama(?! luar)|tsanawiyah/i,
  },
  {
    ...{ service: 'PUSKESMAS', maxDistanceMetres: 6000, source: 'acuan perencanaan, dapat diubah' },
    types: /^puskesmas(?! (?:pembantu|keliling))/i,
  },
]
