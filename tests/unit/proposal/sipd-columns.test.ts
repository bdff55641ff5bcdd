import { expect, test } from 'vitest'
import { isSipdHeading, mapSipdColumns } from '../../../core/proposal/sipd-columns.ts'

const EXPORT =
  'No,ID Usulan,Tanggal Usul,Pengusul,Profil,Usulan,Permasalahan,Alamat,Kabupaten/Kota,Kecamatan,Desa/Kelurahan,Usulan Ke,OPD Tujuan Awal,OPD Tujuan Akhir,Status,Catatan,Rekomendasi Mitra,Rekomendasi Kelurahan/Desa,Rekomendasi Kecamatan,Rekomendasi SKPD,Rekomendasi TAPD,Volume,Satuan,Anggaran,Jenis Belanja,Sub Kegiatan,Realisasi'.split(
    ',',
  )

test('the heading row is told from title rows and data rows', () => {
  expect(isSipdHeading(EXPORT)).toBe(true)
  expect(isSipdHeading(['DAFTAR USULAN MUSRENBANG TAHUN 2026', null, ''])).toBe(false)
  expect(isSipdHeading(['1', '202400001', '16/02/2024', 'Musrenbang Kecamatan', 'Usulan', 'RT 01'])).toBe(
    false,
  )
  expect(isSipdHeading([])).toBe(false)
})

test('every column of a plain export is known', () => {
  const { headings, unknown, missing, duplicates } = mapSipdColumns(EXPORT)
  expect(Object.keys(headings)).toHaveLength(27)
  expect({ unknown, missing, duplicates }).toEqual({ unknown: [], missing: [], duplicates: [] })
})

test('headings are known despite case, marks, line breaks and other words', () => {
  const { headings, unknown, missing } = mapSipdColumns([
    'NO.',
    'KODE USULAN',
    'Nama\nUsulan',
    'Alamat / Lokasi',
    'KEC.',
    'Kelurahan / Desa',
    'SKPD Tujuan Akhir',
    'Status Usulan',
    'Estimasi Anggaran (Rp)',
    'Vol.',
    'Sub-Kegiatan',
    'Rekomendasi Sekwan',
    'No. HP',
    'Warna',
  ])
  expect(headings).toMatchObject({
    sourceId: 'KODE USULAN',
    title: 'Nama\nUsulan',
    address: 'Alamat / Lokasi',
    cost: 'Estimasi Anggaran (Rp)',
    recommendationSecretariat: 'Rekomendasi Sekwan',
    contactPhone: 'No. HP',
  })
  expect(unknown).toEqual(['Warna'])
  expect(missing).toEqual([])
})

test('of several headings for one field the usual one wins, then the first, wherever they stand', () => {
  const first = mapSipdColumns(['Pagu', 'Anggaran', 'Usulan', 'Status', 'Status'])
  expect(first.headings).toMatchObject({ cost: 'Anggaran', status: 'Status' })
  expect(first.duplicates).toEqual([
    { heading: 'Pagu', field: 'cost' },
    { heading: 'Status', field: 'status' },
  ])
  expect(mapSipdColumns(['Anggaran', 'Pagu']).headings.cost).toBe('Anggaran')
})

test('missing columns are named', () => {
  expect(mapSipdColumns(['Usulan', 'Alamat', 'Status']).missing).toEqual([
    'sourceId',
    'district',
    'village',
    'agency',
    'cost',
    'volume',
    'programme',
  ])
})
