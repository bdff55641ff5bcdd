import { expect, test } from 'vitest'
import { spendingKindOf } from '../../../core/proposal/spending-kind.ts'

test.each([
  ['Belanja Modal', 'Pelatihan menjahit', 'physical'],
  ['Belanja Barang dan Jasa', 'Pembangunan jalan', 'non-physical'],
  ['Belanja Barang', 'Pengadaan alat', 'non-physical'],
  ['Belanja Hibah', 'Hibah masjid', 'non-physical'],
  ['Belanja Bantuan Sosial', 'Bantuan', 'non-physical'],
  ['NON FISIK', 'Pembangunan jalan', 'non-physical'],
  ['Fisik', 'Apa saja', 'physical'],
  [null, 'Rehabilitasi ruang kelas SD', 'physical'],
  [null, 'Pelatihan pembangunan desa', 'non-physical'],
  ['', 'Bantuan bibit sawit', 'non-physical'],
  [null, 'Usulan warga', null],
])('spending "%s" titled "%s" is %s', (stated, title, kind) => {
  expect(spendingKindOf(stated, title)).toBe(kind)
})
