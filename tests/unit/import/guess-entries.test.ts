import { describe, expect, it } from 'vitest'
import { type FileFacts, guessEntries } from '../../../core/import/guess-entries.ts'

/** A table as its text has it: the heading, then rows. */
function table(name: string, text: string, more: Partial<FileFacts> = {}): FileFacts {
  const [heading = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','))
  return {
    name,
    fields: heading,
    rows: rows.map((cells) => Object.fromEntries(heading.map((field, index) => [field, cells[index] ?? '']))),
    geometry: null,
    ...more,
  }
}

describe('what a file is', () => {
  it('an export of SIPD, and its year by the name or by most of its rows', () => {
    const heading = 'No,ID Usulan,Usulan,Alamat,Desa/Kelurahan,OPD Tujuan Akhir,Status,Anggaran'
    const { role, entries } = guessEntries(
      table('usulan_sipd_2026.xlsx', `${heading}\n1,26,Jalan,RT 1,Baru,PUPR,Diterima,1`),
    )
    expect([role, entries.proposals]).toEqual(['proposals', { format: 'sipd', year: 2026 }])
    const dated = table(
      'ekspor.csv',
      `${heading},Tahun\n1,2,Jalan,RT,Baru,PU,Diterima,1,2025\n2,3,Parit,RT,Baru,PU,Diterima,1,2025\n3,4,Parit,RT,Baru,PU,Ditolak,1,2024`,
    )
    expect(guessEntries(dated).entries.proposals.year).toBe(2025)
    expect(
      guessEntries(table('ekspor.csv', `${heading}\n1,2,Jalan,RT,Baru,PU,Diterima,1`)).entries.proposals.year,
    ).toBeNull()
  })

  it('figures of villages: counts, not the shares beside them', () => {
    const poor = table(
      'kemiskinan_2024.csv',
      'kode_desa,nama,penduduk_miskin,persen_miskin\n62.01.01.1011,CANDI,168,4.00\n62.01.01.1012,KUMAI,290,3.97',
    )
    expect(guessEntries(poor)).toEqual({
      role: 'statistics',
      entries: {
        ...guessEntries(poor).entries,
        statistics: { areaCode: 'kode_desa', year: 2024, values: { poorPopulation: 'penduduk_miskin' } },
      },
    })
    const idm = table(
      'idm_2024.csv',
      'kode_desa,nama_desa,kode_kab,iks,idm,status\n62.01.02.2011,KENAMBUI,6201,0.8,0.79,Maju',
    )
    expect(guessEntries(idm).entries.statistics).toEqual({
      areaCode: 'kode_desa',
      year: 2024,
      values: { idm: 'idm', idmStatus: 'status' },
    })
  })

  it('facilities in a table with coordinates, by a column of types or by one word of its name', () => {
    const schools = table(
      'sekolah.csv',
      'npsn,sekolah,bentuk,status,lintang,bujur\n30201765,SD NEGERI 2,SD,N,-2.48,111.41\n30204268,SDIT AL MANAR,SD,S,-2.69,111.65',
    )
    expect(guessEntries(schools)).toMatchObject({
      role: 'facilities',
      entries: { facilities: { name: 'sekolah', type: 'bentuk', id: 'npsn', lon: 'bujur', lat: 'lintang' } },
    })
    const posts = table(
      'puskesmas.csv',
      'Puskesmas,Latitude,Longitude\nPuskesmas Natai,-2.6,111.6\nPuskesmas Runtu,-2.5,111.5',
    )
    expect(guessEntries(posts).entries.facilities).toMatchObject({
      name: 'Puskesmas',
      type: '',
      constant: 'PUSKESMAS',
      lon: 'Longitude',
    })
  })

  it('borders by their codes, of the level that these have; any other polygons are a layer', () => {
    const villages = table('desa.geojson', 'kode,nama\n62.01.01.1011,CANDI\n62.01.01.1012,KUMAI HULU', {
      geometry: 'polygon',
    })
    expect(guessEntries(villages)).toMatchObject({
      role: 'areas',
      entries: { areas: { level: 'village', code: 'kode', name: 'nama' } },
    })
    const districts = table('kec.zip', 'KDCPUM,WADMKC\n62.01.01,Kumai\n62.01.02,Arut Selatan', {
      geometry: 'polygon',
    })
    expect(
      guessEntries({ ...districts, fields: ['kode', 'nama'], rows: [{ kode: '62.01.01', nama: 'Kumai' }] })
        .entries.areas.level,
    ).toBe('district')
    expect(guessEntries(table('sawah.gpkg', 'luas\n12\n13', { geometry: 'polygon' })).role).toBe('layers')
    expect(
      guessEntries(table('jalan_kabupaten-2024.gpkg', 'nama\nPoros', { geometry: 'line' })),
    ).toMatchObject({
      role: 'layers',
      entries: { layers: { title: 'Jalan kabupaten 2024' } },
    })
  })

  it('nothing that it would only guess: the person says it', () => {
    expect(guessEntries(table('catatan.csv', 'a,b\n1,2')).role).toBeNull()
    expect(guessEntries(table('kosong.csv', 'a,b')).role).toBeNull()
    expect(guessEntries(table('jumlah.csv', 'tahun,jumlah\n2024,1234')).entries.statistics.areaCode).toBe('')
  })
})
