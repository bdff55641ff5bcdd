import { inequalityCases } from './inequality-cases.ts'
import type { MathsCase } from './maths-case.ts'
import { outrankingCases } from './outranking-cases.ts'
import { portfolioCases } from './portfolio-cases.ts'
import { rankingCases } from './ranking-cases.ts'
import { spatialCases } from './spatial-cases.ts'
import { weightingCases } from './weighting-cases.ts'

/** Every reference case: one list for the tests, `npm run check:maths` and the page. */
export const mathsCases: readonly MathsCase[] = [
  ...rankingCases,
  ...outrankingCases,
  ...weightingCases,
  ...portfolioCases,
  ...inequalityCases,
  ...spatialCases,
]
