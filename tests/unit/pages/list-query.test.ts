import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  filteredAddress,
  listAddress,
  readListQuery,
  withoutValue,
} from '../../../server/pages/list/list-query.ts'

const read = (text: string) => readListQuery(new URLSearchParams(text))

describe('the address of a list', () => {
  it('joins the ticked boxes of a form into one comma list', () => {
    expect(read('year=2025&year=2026&status=&q=+jalan+').filter).toEqual({ year: '2025,2026', q: 'jalan' })
  })

  it('is written in one spelling, without defaults', () => {
    expect(listAddress(read('sort=newest&q=&status=rejected&year=2026&year=2025&year=2026'))).toBe(
      '/usulan?year=2026,2025&status=rejected',
    )
    expect(listAddress(read(''))).toBe('/usulan')
  })

  it('opens a link that carries foreign parameters', () => {
    expect(read('fbclid=1&map=9/1/2&year=2025').filter).toEqual({ year: '2025' })
  })

  it('refuses an order that it does not know', () => {
    expect(() => read('sort=colour')).toThrow('sort: expected one of newest, cost, title')
  })

  it('refuses NUL, which no database takes', () => {
    expect(() => read('q=a%00b')).toThrow('q: expected text without NUL')
  })

  it('keeps the cursor with the number of its first proposal, and no number without a cursor', () => {
    expect(listAddress(read('cursor=abc&from=51&sort=cost'))).toBe('/usulan?sort=cost&cursor=abc&from=51')
    expect(read('from=51').from).toBe(1)
    expect(read('cursor=abc&from=-1').from).toBe(1)
  })

  it('takes one value out of a filter, or the whole filter', () => {
    const filter = { year: '2025,2026', area: '62.01' }
    expect(withoutValue(filter, 'year', '2025')).toEqual({ year: '2026', area: '62.01' })
    expect(withoutValue(filter, 'area')).toEqual({ year: '2025,2026' })
  })

  it('escapes what a person typed', () => {
    expect(filteredAddress('/data/proposals.csv', { q: 'a&b=c d' })).toBe('/data/proposals.csv?q=a%26b%3Dc+d')
  })

  it('reads back every filter that it wrote', () => {
    const word = fc
      .string({ minLength: 1, maxLength: 20 })
      .map((text) => text.replace(/\0/g, '').trim())
      .filter(Boolean)
    fc.assert(
      fc.property(word, fc.subarray(['2024', '2025', '2026'], { minLength: 1 }), (q, years) => {
        const filter = { year: years.join(','), q }
        const address = listAddress({ filter, sort: 'newest', from: 1 })
        expect(read(address.split('?')[1] ?? '').filter).toEqual(filter)
      }),
    )
  })
})
