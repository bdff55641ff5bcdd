import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRupiah, formatRupiahShort } from '../../../core/proposal/format.ts'
import { parseRupiah } from '../../../core/proposal/rupiah.ts'

describe('an amount of money', () => {
  test.each<[string | number | null, number | null]>([
    ['150000000', 150_000_000],
    ['150.000.000', 150_000_000],
    ['Rp150.000.000', 150_000_000],
    ['Rp 10.400.000', 10_400_000],
    ['Rp. 1.250.000.000,00', 1_250_000_000],
    ['Rp 150,000,000.00', 150_000_000],
    ['Rp 150.000.000,-', 150_000_000],
    ['Rp.150.000.000,--', 150_000_000],
    ['Rp 150.000.000,=', 150_000_000],
    ['150 000 000', 150_000_000],
    ["150'000'000", 150_000_000],
    ['150.000.000.00', 150_000_000],
    ['150000000,50', 150_000_000.5],
    ['150000000.00', 150_000_000],
    ['1.5E+08', 150_000_000],
    ['IDR 150,000', 150_000],
    ['150.000', 150_000],
    ['150 juta', 150_000_000],
    ['150jt', 150_000_000],
    ['1,5 M', 1_500_000_000],
    ['1.5 M', 1_500_000_000],
    ['Rp 2,75 miliar', 2_750_000_000],
    ['2,75 milyar rupiah', 2_750_000_000],
    ['1 miliar 250 juta', 1_250_000_000],
    ['1,2 T', 1_200_000_000_000],
    ['750 ribu', 750_000],
    ['750rb', 750_000],
    ['± Rp 200 juta', 200_000_000],
    ['Rp\u00a0150.000.000', 150_000_000],
    ['Rp 150.000.000 (seratus lima puluh juta rupiah)', 150_000_000],
    [150_000_000, 150_000_000],
    [0, 0],
    ['0', 0],
    ['-', null],
    ['', null],
    ['nihil', null],
    [null, null],
  ])('%s is read as %s', (cell, rupiah) => {
    expect(parseRupiah(cell)).toEqual({ costRupiah: rupiah })
  })

  test.each<[string | number, RegExp]>([
    ['1.250 juta', /dua cara/],
    ['1,250 miliar', /dua cara/],
    ['100-150 juta', /rentang/],
    ['-150.000', /negatif/],
    ['(150.000)', /negatif/],
    [-5, /negatif/],
    ['1.50.000.000', /susunan/],
    ['1500.000', /susunan/],
    ['15.0000.000', /susunan/],
    ['1,5', /ribu, juta atau miliar/],
    ['150', /ribu, juta atau miliar/],
    ['seratus juta', /bukan jumlah/],
    ['150 juta 2 miliar', /bukan jumlah/],
    ['99 T', /lebih dari/],
    [Number.NaN, /bukan angka/],
    ['sesuai RAB', /bukan jumlah/],
  ])('%s is not guessed at', (cell, reason) => {
    const { costRupiah, fault } = parseRupiah(cell)
    expect(costRupiah).toBeNull()
    expect(fault).toMatch(reason)
  })

  test('comes back from its own notation in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9_999_999_999_999 }),
        fc.constantFrom('id', 'en'),
        (rupiah, language) => {
          expect(parseRupiah(formatRupiah(rupiah, language))).toEqual({ costRupiah: rupiah })
        },
      ),
    )
  })

  test('comes back from its short Indonesian form within its one decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9_999_999_999_999 }), (rupiah) => {
        const { costRupiah } = parseRupiah(formatRupiahShort(rupiah))
        expect(Math.abs(costRupiah! - rupiah) / rupiah).toBeLessThanOrEqual(0.05)
      }),
    )
  })
})
