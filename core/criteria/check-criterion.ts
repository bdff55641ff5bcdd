import { badParameter } from '../problem.ts'
import type { Criterion, CurvePoint } from './criterion.ts'

const KEY = /^[a-z][A-Za-z0-9]{0,39}$/

/** Refuses a criterion whose key, points or range cannot work; says which part and what was expected. */
export function checkCriterion(criterion: Criterion): void {
  const { key, normalisation, validRange } = criterion
  if (!KEY.test(key)) throw badParameter('key', key, 'a lower-case letter, then up to 39 letters or digits')
  if (normalisation.kind === 'curve') checkPoints(`${key}.points`, normalisation.points, 2)
  if (normalisation.kind === 'thresholds') {
    checkPoints(`${key}.steps`, normalisation.steps, 1)
    checkPerMille(`${key}.below`, normalisation.below)
  }
  if (validRange && !(validRange[0] < validRange[1])) {
    throw badParameter(`${key}.validRange`, validRange, 'two numbers, the lower first')
  }
}

function checkPoints(parameter: string, points: readonly CurvePoint[], least: number): void {
  if (points.length < least) throw badParameter(parameter, points.length, `at least ${least} points`)
  points.forEach((point, at) => {
    checkPerMille(parameter, point.perMille)
    const before = points[at - 1]
    if (!Number.isFinite(point.value) || (before && before.value >= point.value)) {
      throw badParameter(parameter, point.value, 'finite values, each greater than the one before')
    }
  })
}

function checkPerMille(parameter: string, perMille: number): void {
  if (!Number.isInteger(perMille) || perMille < 0 || perMille > 1000) {
    throw badParameter(parameter, perMille, 'an integer from 0 to 1000')
  }
}
