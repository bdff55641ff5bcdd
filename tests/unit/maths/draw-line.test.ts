import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawLine, hurdleOf, type LineRule } from '../../../core/score/draw-line.ts'

/** Who is funded, told the slow way: down the list until the first that does not fit, unknown costs passed over. */
function funded(order: readonly number[], costs: Float64Array, rule: LineRule): Set<number> {
  if ('top' in rule) return new Set(order.slice(0, rule.top))
  const above = new Set<number>()
  let left = rule.budgetRupiah
  for (const row of order) {
    const cost = costs[row] ?? Number.NaN
    if (Number.isNaN(cost)) continue
    if (cost > left) break
    left -= cost
    above.add(row)
  }
  return above
}

const cost = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 50 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
)
const list = fc.array(cost, { minLength: 1, maxLength: 12 }).chain((costs) =>
  fc.record({
    costs: fc.constant(Float64Array.from(costs)),
    order: fc.shuffledSubarray([...costs.keys()], { minLength: costs.length }),
    rule: fc.oneof(
      fc.record({ top: fc.integer({ min: 0, max: 14 }) }),
      fc.record({ budgetRupiah: fc.integer({ min: 0, max: 200 }) }),
    ),
  }),
)

describe('the line', () => {
  it('is where the list, or the money, ends', () => {
    fc.assert(
      fc.property(list, ({ costs, order, rule }) => {
        const above = funded(order, costs, rule)
        const { last, above: count } = drawLine({ order: Uint32Array.from(order), costs, rule })
        expect(count).toBe(above.size)
        expect(last).toBe(order.findLast((row) => above.has(row)) ?? null)
      }),
    )
  })

  it('is reached exactly by those that come before their hurdle, wherever they are put', () => {
    fc.assert(
      fc.property(list, ({ costs, order, rule }) => {
        for (const own of order) {
          const others = order.filter((row) => row !== own)
          const hurdle = hurdleOf({ order: Uint32Array.from(order), costs, rule }, own)
          for (let place = 0; place <= others.length; place++) {
            const moved = others.toSpliced(place, 0, own)
            const enough =
              hurdle.kind === 'none' || (hurdle.kind === 'row' && place <= others.indexOf(hurdle.row))
            expect(funded(moved, costs, rule).has(own)).toBe(enough)
          }
        }
      }),
    )
  })

  it('refuses what is no number of places and no budget', () => {
    const order = Uint32Array.of(0)
    const costs = Float64Array.of(1)
    for (const rule of [{ top: -1 }, { top: 1.5 }, { budgetRupiah: -1 }, { budgetRupiah: Number.NaN }])
      expect(() => drawLine({ order, costs, rule })).toThrow(/expected/)
  })
})
