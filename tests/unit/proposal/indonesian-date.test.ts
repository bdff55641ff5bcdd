import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDateEn, formatDateId } from '../../../core/proposal/format.ts'
import { parseIndonesianDate } from '../../../core/proposal/indonesian-date.ts'

test.each<[string | number | Date, string]>([
  ['12/02/2026', '2026-02-12'],
  ['1/2/2026', '2026-02-01'],
  ['12-02-2026', '2026-02-12'],
  ['12.02.2026', '2026-02-12'],
  ['12/02/2026 08:30', '2026-02-12'],
  ['2026-02-12', '2026-02-12'],
  ['2026-02-12T00:00:00.000Z', '2026-02-12'],
  ['2026-02-12 08:30:00', '2026-02-12'],
  ['12 Februari 2026', '2026-02-12'],
  ['12 Pebruari 2026', '2026-02-12'],
  ['Kamis, 12 Februari 2026', '2026-02-12'],
  ["Jum'at, 13 Feb 2026", '2026-02-13'],
  ['12-Feb-26', '2026-02-12'],
  ['17 Agustus 2025', '2025-08-17'],
  ['29/02/2024', '2024-02-29'],
  [46065, '2026-02-12'],
  ['46065', '2026-02-12'],
  [new Date('2026-02-12T00:00:00Z'), '2026-02-12'],
])('%s is the day %s', (cell, day) => {
  expect(parseIndonesianDate(cell)).toBe(day)
})

test.each([
  '02/25/2026',
  '31/02/2026',
  '29/02/2026',
  '0/1/2026',
  'kemarin',
  '',
  '2026',
  '12 Foo 2026',
  '123456',
  '12/02/2026/1',
])('%s is no day', (cell) => {
  expect(parseIndonesianDate(cell)).toBeNull()
})

test('any day comes back from both written forms', () => {
  const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10)
      expect(parseIndonesianDate(formatDateId(iso))).toBe(iso)
      expect(parseIndonesianDate(formatDateEn(iso))).toBe(iso)
    }),
  )
})
