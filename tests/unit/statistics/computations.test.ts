import { expect, test } from 'vitest'
import { COMPUTATIONS } from '../../../server/statistics/compute/computations.ts'
import { isMadeByAnalysis, listAnalyses } from '../../../server/statistics/list-analyses.ts'

const clinic = { service: 'puskesmas', facilityTypes: ['health'], maxDistanceMetres: 5000 }
const analyses = listAnalyses([clinic])

test('every analysis that is listed has a computation, and every computation an analysis', () => {
  expect(new Set(analyses.map(({ kind }) => kind))).toEqual(new Set(COMPUTATIONS.keys()))
})

test('layers of analyses are known as theirs, others are not', () => {
  const layers = analyses.flatMap(({ layers }) => layers)
  expect(layers.filter((layer) => !isMadeByAnalysis(layer))).toEqual([])
  expect(layers).toContain('access-puskesmas')
  expect(['proposals', 'areas-village', 'need', 'zones'].filter(isMadeByAnalysis)).toEqual([])
})
