import { expect, it } from 'vitest'
import { MARKS, type MarkSymbolizer } from '../../../core/style/layer-style.ts'
import { markElement, markReach } from '../../../core/style/mark-svg.ts'

const marks = MARKS.map(
  (wellKnownName): MarkSymbolizer => ({ kind: 'Mark', wellKnownName, radius: 6, offset: [3, -4] }),
)

it.each(marks)('no corner of $wellKnownName lies beyond its reach', (mark) => {
  const [path = ''] = /(?<= d=")[^"]*/.exec(markElement(mark)) ?? []
  const numbers = path
    .split(/[MLZ ]/)
    .filter(Boolean)
    .map(Number)
  // Coordinates are written in thousandths of a pixel.
  for (const number of numbers) expect(Math.abs(number)).toBeLessThanOrEqual(markReach(mark) + 0.0005)
  if (mark.wellKnownName !== 'circle') expect(numbers.length).toBeGreaterThanOrEqual(6)
})

it('a stroke without a width is one pixel wide, as outlines and lines of others are; one without a colour is none', () => {
  const [mark] = marks
  const stroked = { ...mark!, strokeColor: '#ffffff' }
  expect(markElement(stroked)).toContain('stroke="#ffffff" stroke-width="1"')
  expect(markReach(stroked)).toBe(markReach(mark!) + 1)
  expect(markElement({ ...stroked, strokeWidth: 0 })).not.toContain('stroke')
  expect(markElement({ ...mark!, strokeWidth: 3 })).not.toContain('stroke')
})
