import { booleanPointInPolygon, point, polygon } from '@turf/turf'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterPredicate } from '../../../core/style/filter-predicate.ts'
import type { StyleFilter } from '../../../core/style/layer-style.ts'
import { innerPlace } from '../../../server/tiles/pictures/inner-place.ts'
import { ruleRows } from '../../../server/tiles/pictures/rule-rows.ts'
import { buildSegment } from '../../../server/tiles/snapshot/build-segment.ts'
import { RowCollector } from '../../../server/tiles/snapshot/row-collector.ts'
import { pointWkb, toWkb } from '../tiles/wkb.ts'

type Position = [number, number]

/** A ring around the origin whose corners lie at these distances, never crossing itself. */
const starRing = (reaches: readonly number[], scale: number): Position[] => {
  const ring = reaches.map((reach, at): Position => {
    const angle = (2 * Math.PI * at) / reaches.length
    return [reach * scale * Math.cos(angle), reach * scale * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

test('the name of an area stands inside it, beside its holes', () => {
  const reaches = fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 })
  fc.assert(
    fc.property(reaches, fc.boolean(), (outline, hasHole) => {
      const rings = [starRing(outline, 1000)]
      if (hasHole) rings.push(starRing(outline, 500).reverse())
      const collector = new RowCollector([])
      collector.add({ id: 1, wkb: toWkb({ type: 'Polygon', coordinates: rings }), values: [] })
      const { shapes } = buildSegment({ serial: 1, rows: collector.finish(), coverageLevels: null })
      const place = innerPlace(shapes.levels.at(-1)!, 0)
      expect(booleanPointInPolygon(point(place), polygon(rings))).toBe(true)
    }),
  )
})

const attributes = [
  { name: 'status', type: 'string' },
  { name: 'cost', type: 'number' },
  { name: 'year', type: 'integer' },
  { name: 'done', type: 'boolean' },
] as const
const rowValues = fc.tuple(
  fc.option(fc.constantFrom('', 'accepted', 'rejected', 'ditolak é', 'a'.repeat(200))),
  fc.option(fc.constantFrom(-1.5, 0, 0.1, 7, 1e12)),
  fc.option(fc.constantFrom(2024, 2025, 0, -3)),
  fc.option(fc.boolean()),
)
const names = fc.constantFrom('status', 'cost', 'year', 'done', 'no-such')
const comparison = fc.oneof(
  fc.tuple(
    fc.constantFrom('==' as const, '!=' as const),
    names,
    fc.constantFrom(null, 'accepted', '', 7, 2025, 0.1, true, false),
  ),
  fc.tuple(
    fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    names,
    fc.constantFrom(0, 7, 2024),
  ),
  fc.tuple(fc.constant('<=x<=' as const), names, fc.constant(0), fc.constantFrom(7, 2025)),
)
const { filter: filters } = fc.letrec<{ filter: StyleFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    comparison as fc.Arbitrary<StyleFilter>,
    fc.tuple(fc.constant('!' as const), tie('filter')) as fc.Arbitrary<StyleFilter>,
    fc
      .tuple(fc.constantFrom('&&' as const, '||' as const), tie('filter'), tie('filter'))
      .map((parts): StyleFilter => parts),
  ),
}))

test('a rule draws just the rows for which its filter holds, as the map reads it', () => {
  fc.assert(
    fc.property(fc.array(rowValues, { minLength: 1, maxLength: 30 }), filters, (rows, filter) => {
      const collector = new RowCollector(attributes)
      for (const [id, values] of rows.entries())
        collector.add({ id, wkb: pointWkb([id, id]), values: [...values] })
      const segment = buildSegment({ serial: 1, rows: collector.finish(), coverageLevels: null })
      const holds = filterPredicate(filter)
      const drawn = ruleRows(segment, filter)
      for (let row = 0; row < segment.rowCount; row++) {
        const values = rows[segment.ids[row]!]!
        const read = (name: string) => values[attributes.findIndex((known) => known.name === name)] ?? null
        expect(drawn[row] === 1).toBe(holds(read))
      }
    }),
  )
})
