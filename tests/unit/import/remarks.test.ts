import { expect, test } from 'vitest'
import { inIndonesian } from '../../../core/import/remarks.ts'

test('numbers in a remark have the comma of its language', () => {
  const text =
    'Shared borders cleaned: 74 areas changed by 0.245 km² in all, most at Kumai Hilir (0.023 km²); the delivered borders are kept for joins and downloads'
  expect(inIndonesian(text)).toBe(
    'Batas bersama dirapikan: 74 wilayah berubah, seluruhnya 0,245 km², terbanyak di Kumai Hilir (0,023 km²); batas asli tetap disimpan',
  )
})

test('names out of files stay as they came', () => {
  expect(inIndonesian('13 villages have no row in idm_2024.csv: Candi, Kumai Hulu, …')).toBe(
    '13 desa tidak ada di idm_2024.csv: Candi, Kumai Hulu, …',
  )
})
