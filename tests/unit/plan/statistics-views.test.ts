import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../client/plan/statistics/bivariate/read-village-classes.ts'
import { linearScale } from '../../../client/plan/statistics/chart/scale.ts'
import { valueAt, valueY } from '../../../client/plan/statistics/parallel/draw-lines.ts'
import { groupByClass } from '../../../client/plan/statistics/village-classes.ts'
import { csvLine } from '../../../server/publish/csv.ts'

describe('the table of village classes', () => {
  it('reads what the server writes: quotes, commas, line ends and empty cells', () => {
    const rows = [
      ['code', 'name', 'class'],
      ['1', 'Suka, "Maju"', '3-3'],
      ['2', 'dua\nbaris', ''],
      ['', '', ''],
    ]
    expect(readCsv(`\ufeff${rows.map(csvLine).join('')}`)).toEqual(rows)
    expect(readCsv('a,b\nc,')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ])
  })

  it('leaves villages without both figures out of every class', () => {
    const classes = groupByClass([
      { code: 'a', kind: '3-3' },
      { code: 'b', kind: '' },
      { code: 'c', kind: '3-3' },
    ])
    expect([...classes]).toEqual([['3-3', new Set(['a', 'c'])]])
  })
})

describe('a scale', () => {
  it('has round ticks that hold all values', () => {
    const { ticks, at, decimals } = linearScale([3, 87], { from: 200, to: 0, fromZero: true })
    expect(ticks).toEqual([0, 50, 100])
    expect([at(0), at(50), at(100), decimals]).toEqual([200, 100, 0, 0])
  })

  it('stands where values are equal, missing or below zero', () => {
    for (const values of [[], [5], [Number.NaN], [-0.31, -0.02], [0, 0]]) {
      const { ticks, at } = linearScale(values, { from: 0, to: 100, fromZero: false })
      expect(ticks.length).toBeGreaterThan(1)
      for (const value of values.filter(Number.isFinite)) {
        expect(at(value)).toBeGreaterThanOrEqual(0)
        expect(at(value)).toBeLessThanOrEqual(100)
      }
    }
  })
})

describe('an axis of parallel coordinates', () => {
  it('gives back the value drawn at a height, and its ends beyond them', () => {
    for (const value of [0, 250, 1000]) expect(valueAt(valueY(value, 240), 240)).toBe(value)
    expect([valueAt(-50, 240), valueAt(500, 240)]).toEqual([1000, 0])
  })
})
