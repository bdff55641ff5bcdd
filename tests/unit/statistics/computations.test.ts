import { expect, test } from 'vitest'
import { analysisLayer, listAnalyses } from '../../../server/analyses/list-analyses.ts'
import { COMPUTATIONS } from '../../../server/statistics/compute/computations.ts'

const clinic = { service: 'puskesmas', facilityTypes: ['health'], maxDistanceMetres: 5000 }
const analyses = listAnalyses([clinic])

test('every analysis that is listed has a computation, and every computation an analysis', () => {
  expect(new Set(analyses.map(({ kind }) => kind))).toEqual(new Set(COMPUTATIONS.keys()))
})

test('layers of analyses are known as theirs, others are not', () => {
  const layers = analyses.flatMap(({ layers }) => layers)
  expect(layers.map(({ id }) => analysisLayer(id)?.title)).toEqual(layers.map(({ title }) => title))
  expect(analysisLayer('access-puskesmas')?.title.en).toBe('Access: puskesmas')
  for (const id of ['proposals', 'areas-village', 'need', 'zones', 'density-puskesmas'])
    expect(analysisLayer(id), id).toBeUndefined()
})
