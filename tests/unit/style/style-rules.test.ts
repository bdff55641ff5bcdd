import { describe, expect, it } from 'vitest'
import { classed, firstClassing } from '../../../client/styling/classing.ts'
import {
  labellingOf,
  lookOf,
  recoloured,
  withLabelling,
  withLook,
} from '../../../client/styling/style-rules.ts'
import type { LayerStyle } from '../../../core/style/layer-style.ts'

const fields = [
  { name: 'cost', type: 'number', title: { id: 'Biaya', en: 'Cost' } },
  { name: 'name', type: 'string', title: { id: 'Nama', en: 'Name' } },
]
const layer = { geometry: 'point', fields } as never
const values = {
  field: 'cost',
  count: 5,
  missing: 0,
  kind: 'numbers' as const,
  least: 0,
  most: 8,
  values: [0, 2, 4, 6, 8],
}
const empty: LayerStyle = { name: '', rules: [] }
const marksOf = (style: LayerStyle) =>
  style.rules.flatMap(({ symbolizers }) => symbolizers).flatMap((part) => (part.kind === 'Mark' ? part : []))

describe('a style being made', () => {
  const made = (by: 'colour' | 'size') =>
    recoloured(
      empty,
      'point',
      classed(layer, { ...firstClassing, field: 'cost', classes: 4, method: 'equal', by }, values).coloured,
    )

  it('tells classes apart by colour', () => {
    const marks = marksOf(made('colour'))
    expect(new Set(marks.map(({ color }) => color)).size).toBe(5)
    expect(new Set(marks.map(({ radius }) => radius)).size).toBe(1)
  })

  it('or by size: one colour, growing, and as large however often it is made again', () => {
    const once = made('size')
    const again = recoloured(
      once,
      'point',
      classed(layer, { ...firstClassing, field: 'cost', classes: 4, method: 'equal', by: 'size' }, values)
        .coloured,
    )
    expect(again).toEqual(once)
    const [first, second, third, fourth] = marksOf(once)
    expect([first, second, third, fourth].map((mark) => mark?.color)).toEqual(Array(4).fill(fourth?.color))
    expect(first!.radius).toBeLessThan(second!.radius)
    expect(third!.radius).toBeLessThan(fourth!.radius)
    expect(fourth!.radius).toBe(lookOf(once).radius)
  })

  it('keeps proportions when sizes change, and colours and filters whatever changes', () => {
    const before = made('size')
    const after = withLook(before, { radius: lookOf(before).radius * 2, mark: 'star' })
    const [small, , , large] = marksOf(after)
    const [smallBefore, , , largeBefore] = marksOf(before)
    expect(large!.radius / small!.radius).toBeCloseTo(largeBefore!.radius / smallBefore!.radius, 1)
    expect(after.rules.map(({ filter }) => filter)).toEqual(before.rules.map(({ filter }) => filter))
    expect(marksOf(after).every(({ wellKnownName }) => wellKnownName === 'star')).toBe(true)
  })

  it('has its labels back as they were chosen, and loses them again', () => {
    const labelling = { field: 'name', size: 14, color: '#123456', bold: true, maxScale: 100_000 }
    const labelled = withLabelling(made('colour'), labelling, 'point')
    expect(labellingOf(labelled)).toEqual(labelling)
    expect(withLabelling(labelled, null, 'point')).toEqual(made('colour'))
    expect(
      labellingOf(
        recoloured(labelled, 'point', classed(layer, { ...firstClassing, field: 'cost' }, values).coloured),
      ),
    ).toEqual(labelling)
  })
})
