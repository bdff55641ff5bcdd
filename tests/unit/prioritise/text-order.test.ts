import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../core/random/random.ts'
import { TextOrder } from '../../../server/prioritise/text-order.ts'
import { atOnce } from '../../../server/workload/in-slices.ts'

/** Words of which some are alike, and some go otherwise by code points than by UTF-16 units. */
const WORDS = ['jalan', 'jalan desa', 'jembatan', '', 'é', 'z', '\u{ffee}', '\u{1f331}']

function placesOf(texts: readonly string[], pageRows: number): number[] {
  const order = new TextOrder()
  for (let from = 0; from < texts.length; from += pageRows) order.addPage(texts.slice(from, from + pageRows))
  return [...atOnce(order.places())]
}

describe('the order of texts that are read page by page', () => {
  it.each([1, 7, 64, 500, 5000])(
    'in pages of %d is that of all together, equal ones at one place',
    (pageRows) => {
      const random = createRandom(pageRows)
      const texts = Array.from(
        { length: 1500 },
        () => `${WORDS[random.below(WORDS.length)]} ${WORDS[random.below(WORDS.length)]} ${random.below(40)}`,
      )
      const distinct = [...new Set(texts)].sort()
      expect(distinct.length).toBeLessThan(texts.length)
      expect(placesOf(texts, pageRows)).toEqual(texts.map((text) => distinct.indexOf(text)))
    },
  )

  it('of none is none', () => {
    expect(placesOf([], 10)).toEqual([])
  })
})
