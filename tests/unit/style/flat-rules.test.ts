import { expect, it } from 'vitest'
import { flatRules } from '../../../client/map/flat-rules.ts'
import type { LayerStyle } from '../../../core/style/layer-style.ts'

const style: LayerStyle = {
  name: '',
  rules: [
    {
      name: 'Semua',
      symbolizers: [
        { kind: 'Fill', color: '#aabbcc' },
        { kind: 'Mark', wellKnownName: 'circle', radius: 6, color: '#aabbcc' },
      ],
    },
  ],
}
const layer = { geometry: 'mixed' as const, fields: [] }

it('points that stand for several are left to their bubbles, where there are any', () => {
  const filters = (hasBubbles: boolean) =>
    flatRules(style, layer, hasBubbles).map(({ filter }) => JSON.stringify(filter))
  const [areas, points] = filters(false)
  expect(areas).toContain('Polygon')
  expect(points).toContain('Point')
  expect(points).not.toContain('point_count')
  expect(filters(true)).toEqual([areas, expect.stringContaining('point_count')])
})
