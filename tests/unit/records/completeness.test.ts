import { expect, it } from 'vitest'
import { completenessOf } from '../../../server/publish/records/completeness.ts'

const none = { rows: 0, loaded: 0, repaired: 0, rejected: 0 }

it('tells what became of each row, so that the numbers add up', () => {
  const layer = { features: 1296, withoutLocation: 14, files: 2 }
  expect(completenessOf(layer, { rows: 1310, loaded: 1296, repaired: 3, rejected: 4 })).toEqual({
    id: '1.296 unsur; 14 tanpa lokasi. Berkas asalnya (2) memuat 1.310 baris: 1.296 dimuat, 3 di antaranya setelah diperbaiki, 4 ditolak, 10 tidak dipakai (kosong atau berulang).',
    en: '1,296 features; 14 without location. Its source files (2) hold 1,310 rows: 1,296 loaded, 3 of them after repair, 4 refused, 10 not used (blank or repeated).',
  })
})

it('says nothing of files where there are none, and of places where there is nothing', () => {
  expect(completenessOf({ features: 0, withoutLocation: 0, files: 0 }, none).id).toBe('0 unsur.')
  expect(completenessOf({ features: 3, withoutLocation: 0, files: 0 }, none).en).toBe(
    '3 features; all have a location.',
  )
})
