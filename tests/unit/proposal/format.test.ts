import { expect, test } from 'vitest'
import {
  formatDateEn,
  formatDateId,
  formatDegrees,
  formatNumberEn,
  formatNumberId,
  formatRupiah,
  formatRupiahShort,
} from '../../../core/proposal/format.ts'

test.each([
  [278_700_000, 'Rp 278,7 juta', 'Rp 278.7 million'],
  [51_800_000_000, 'Rp 51,8 M', 'Rp 51.8 billion'],
  [1_250_000_000_000, 'Rp 1,3 T', 'Rp 1.3 trillion'],
  [79_600, 'Rp 79,6 ribu', 'Rp 79.6 thousand'],
  [999_960_000, 'Rp 1 M', 'Rp 1 billion'],
  [1_000_000, 'Rp 1 juta', 'Rp 1 million'],
  [500, 'Rp 500', 'Rp 500'],
  [0, 'Rp 0', 'Rp 0'],
  [-2_500_000, '−Rp 2,5 juta', '−Rp 2.5 million'],
])('%d rupiah is shortened to %s', (rupiah, id, en) => {
  expect(formatRupiahShort(rupiah)).toBe(id)
  expect(formatRupiahShort(rupiah, 'en')).toBe(en)
})

test('whole amounts, numbers and days are written in both languages', () => {
  expect(formatRupiah(278_700_000)).toBe('Rp 278.700.000')
  expect(formatRupiah(278_700_000, 'en')).toBe('Rp 278,700,000')
  expect(formatNumberId(1250.5)).toBe('1.250,5')
  expect(formatNumberEn(1250.5)).toBe('1,250.5')
  expect(formatNumberId(-0.1)).toBe('−0,1')
  expect(formatDegrees(-2.676389, 'id')).toBe('-2,67639')
  expect(formatDateId('2026-08-02')).toBe('2 Agu 2026')
  expect(formatDateEn('2026-05-12T23:59:00+07:00')).toBe('12 May 2026')
  expect(formatDateId('kemarin')).toBe('')
})
