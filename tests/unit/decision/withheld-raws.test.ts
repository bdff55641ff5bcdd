import { expect, test } from 'vitest'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import { toldRaw } from '../../../server/criteria/columns/withheld-raws.ts'

test('of a household the distance is withheld, and that there is none is told as of any other', () => {
  const definition = defaultCriterionSet.criteria.find(({ source }) => source === 'proposals.nearestMetres')!
  expect(toldRaw(120, { household: true, definition })).toBe('withheld')
  expect(toldRaw(120, { household: false, definition })).toBe(120)
  expect(toldRaw(null, { household: true, definition })).toBeNull()
  expect(toldRaw(Number.NaN, { household: true, definition })).toBeNull()
})
