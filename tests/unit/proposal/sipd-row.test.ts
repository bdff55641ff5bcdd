import { describe, expect, test } from 'vitest'
import { mapSipdColumns } from '../../../core/proposal/sipd-columns.ts'
import { readSipdRow } from '../../../core/proposal/sipd-row.ts'

const row = {
  'ID Usulan': '202400003',
  'Tanggal Usul': '23/01/2024',
  Pengusul: 'Fraksi F',
  Profil: 'Pokir DPRD',
  Usulan: 'Pengadaan alat kesehatan posyandu',
  Permasalahan: 'Timbangan rusak',
  Alamat: 'RT 06 RW 03 Sumber Agung. Koordinat LS 2.56428 BT 111.72710',
  'Kabupaten/Kota': 'Kab. Kotawaringin Barat',
  Kecamatan: 'Pangkalan Lada',
  'Desa/Kelurahan': 'Sumber Agung',
  'Usulan Ke': '1',
  'OPD Tujuan Akhir': 'Dinas Kesehatan',
  Status: 'Ditolak',
  Catatan: 'Anggaran tidak tersedia',
  'Rekomendasi Kecamatan': 'Disetujui, prioritas 2',
  'Rekomendasi TAPD': '',
  Volume: '1.250,5',
  Satuan: 'M2',
  Anggaran: 'Rp. 10.400.000,00',
  'Sub Kegiatan': '1.02.02.2.01.0014',
  Realisasi: '',
}

function read(changes: Record<string, string | number | null> = {}) {
  const cells = { ...row, ...changes }
  return readSipdRow(cells, { columns: mapSipdColumns(Object.keys(cells)), year: 2024 })
}

describe('a row of a SIPD export', () => {
  test('becomes a typed draft', () => {
    const { draft, contact, faults } = read()
    expect(faults).toEqual([])
    expect(contact).toBeNull()
    expect(draft).toMatchObject({
      sourceId: '202400003',
      year: 2024,
      submittedOn: '2024-01-23',
      source: 'pokir',
      proposerGroup: 'Fraksi F',
      sector: 'health',
      programmeCode: '1.02.02.2.01.0014',
      costRupiah: 10_400_000,
      volume: 1250.5,
      unit: 'm2',
      status: 'rejected',
      stage: 'district',
      statedVillage: 'Sumber Agung',
      coordinates: [{ lat: -2.56428, lon: 111.7271, notation: 'hemisphere' }],
    })
  })

  test('keeps each recommendation and the outcome with its reason', () => {
    expect(read().draft?.decisions).toEqual([
      {
        stage: 'district',
        role: 'district',
        decision: 'accepted',
        reason: 'Disetujui, prioritas 2',
        at: null,
      },
      {
        stage: 'district',
        role: 'unstated',
        decision: 'rejected',
        reason: 'Anggaran tidak tersedia',
        at: null,
      },
    ])
  })

  test('names every cell that cannot be read, and keeps the rest', () => {
    const { draft, faults } = read({
      Anggaran: '1.250 juta',
      Volume: 'banyak',
      'Tanggal Usul': '31/02/2024',
      Status: 'Hijau',
      Profil: 'Lain',
      Pengusul: '',
    })
    expect(faults.map(({ column, received }) => [column, received])).toEqual([
      ['Status', 'Hijau'],
      ['Tanggal Usul', '31/02/2024'],
      ['Profil', 'Lain'],
      ['Anggaran', '1.250 juta'],
      ['Volume', 'banyak'],
    ])
    expect(draft).toMatchObject({ costRupiah: null, volume: null, submittedOn: null, status: 'submitted' })
  })

  test('sets a person apart from what is public', () => {
    const { draft, contact } = read({
      Pengusul: 'Bpk. Ahmad Yani',
      Profil: '',
      Alamat: 'RT 06 RW 03, hubungi 0812-3456-7890 atau ahmad@mail.id, NIK 6201021203900001',
      'No. HP': null,
    })
    expect(draft).toMatchObject({ source: 'resident', proposerGroup: null, coordinates: [] })
    expect(JSON.stringify(draft)).not.toMatch(/Ahmad|0812|mail\.id|6201021203900001/)
    expect(contact).toEqual({
      name: 'Bpk. Ahmad Yani',
      phone: '0812-3456-7890',
      email: 'ahmad@mail.id',
      address: null,
      identityNumber: '6201021203900001',
    })
  })

  test('takes what criteria ask for from optional columns, and reports what cannot be read', () => {
    const { draft, faults } = read({
      'Lama Pelaksanaan (bulan)': '6',
      Kesiapan: 'Lahan siap',
      'Kesesuaian RPJMD/RKPD': 'RKPD',
      'Mendesak/Urgensi': 'sangat mendesak',
      'Penerima Manfaat': '1.250 orang',
    })
    expect(draft).toMatchObject({
      ...{ months: 6, readiness: 2, planMatch: 2, urgency: 5, beneficiaries: 1250 },
    })
    expect(faults).toEqual([])
    const odd = read({ Kesiapan: '12', 'Lama Pelaksanaan (bulan)': 'secepatnya' })
    expect(odd.draft).toMatchObject({ months: null, readiness: null, planMatch: null, urgency: null })
    expect(odd.faults.map(({ column }) => column).sort()).toEqual(['Kesiapan', 'Lama Pelaksanaan (bulan)'])
  })

  test('takes coordinates from their own columns too', () => {
    expect(read({ Lintang: '-2,56428', Bujur: '111,72710', Alamat: '' }).draft?.coordinates).toMatchObject([
      { lat: -2.56428, lon: 111.7271, axis: 'stated' },
    ])
    expect(read({ Koordinat: '-2.5,111.7', Alamat: '-' }).draft?.coordinates).toMatchObject([
      { lat: -2.5, lon: 111.7 },
    ])
  })

  test('with cells of a million characters is cut and says so', () => {
    const long = '( - kec 1 '.repeat(100_000)
    const { draft, faults } = read({
      Alamat: long,
      Volume: long,
      Anggaran: long,
      'Desa/Kelurahan': long,
      'Tanggal Usul': long,
    })
    expect(draft?.address?.length).toBeLessThanOrEqual(4000)
    expect(faults.map(({ column }) => column).sort()).toEqual([
      'Alamat',
      'Anggaran',
      'Desa/Kelurahan',
      'Tanggal Usul',
      'Volume',
    ])
  })

  test('that is blank is no proposal, and one without a title is a fault', () => {
    expect(read(Object.fromEntries(Object.keys(row).map((key) => [key, ''])))).toEqual({
      draft: null,
      contact: null,
      faults: [],
    })
    const untitled = read({ Usulan: ' - ' })
    expect(untitled.draft).toBeNull()
    expect(untitled.faults).toMatchObject([{ column: 'Usulan', received: '-' }])
  })
})
