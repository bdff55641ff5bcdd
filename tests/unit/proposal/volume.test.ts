import { expect, test } from 'vitest'
import { parseVolume } from '../../../core/proposal/volume.ts'

test.each<[string | number, string, number | null, string | null]>([
  ['12', 'titik', 12, 'titik'],
  ['1.368', 'm', 1368, 'm'],
  ['1.250,5 m2', '', 1250.5, 'm2'],
  ['1,250.5', 'm²', 1250.5, 'm2'],
  ['1,25', 'km', 1.25, 'km'],
  ['0,250 Km', '', 0.25, 'km'],
  ['200 meter', 'unit', 200, 'm'],
  ["150 m'", '', 150, 'm'],
  ['4 Ruang', '', 4, 'ruang'],
  ['1 Pkt', '', 1, 'paket'],
  ['10', 'Meter Persegi', 10, 'm2'],
  [1.368, 'm', 1.368, 'm'],
  ['-', 'unit', null, 'unit'],
  ['', '', null, null],
  ['±500 m', '', 500, 'm'],
])('%s with the unit column %s is %s %s', (cell, unit, volume, expected) => {
  expect(parseVolume(cell, unit)).toEqual({ volume, unit: expected })
})

test('a size is the product of its sides', () => {
  expect(parseVolume('3 x 200 m')).toEqual({ volume: 600, unit: 'm2', dimensions: [3, 200] })
  expect(parseVolume('2,5 m x 1.000 m')).toEqual({ volume: 2500, unit: 'm2', dimensions: [2.5, 1000] })
  expect(parseVolume('0,4 × 0,6 × 120', 'm3')).toEqual({
    volume: 28.8,
    unit: 'm3',
    dimensions: [0.4, 0.6, 120],
  })
})

test.each([
  ['1,250', 'm', /dua cara/],
  ['secukupnya', 'unit', /bukan angka/],
  ['3 x 200', 'm3', /2 sisi/],
  ['3 x 200', 'unit', /2 sisi/],
  ['1.50.0', 'm', /susunan/],
  ['5 unit dan 3 titik', '', /lebih dari satu/],
  ['-5', 'm', /bukan angka/],
])('%s %s is not guessed at', (cell, unit, reason) => {
  const read = parseVolume(cell, unit)
  expect(read.volume).toBeNull()
  expect(read.fault).toMatch(reason)
})
