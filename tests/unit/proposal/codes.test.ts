import { describe, expect, test } from 'vitest'
import { programmeCodeIn, SECTOR_CODES, sectorOfCode } from '../../../core/proposal/sector.ts'
import { sectorOf } from '../../../core/proposal/sector-of.ts'
import { serviceOf } from '../../../core/proposal/service.ts'
import { statusFromSipd } from '../../../core/proposal/sipd-status.ts'
import { sourceFromSipd } from '../../../core/proposal/source.ts'
import { stageFromSipd } from '../../../core/proposal/stage.ts'
import { PROPOSAL_STATUSES, statusGroup } from '../../../core/proposal/status.ts'

describe('the status of a SIPD row', () => {
  test.each([
    ['Diterima', '', 'accepted'],
    ['Disetujui', '', 'accepted'],
    ['Tidak Disetujui', '', 'rejected'],
    ['Ditolak', '', 'rejected'],
    ['DITOLAK OPD', '', 'rejected'],
    ['Diproses', '', 'submitted'],
    ['Verifikasi', '', 'submitted'],
    ['Belum Diverifikasi', '', 'submitted'],
    ['Terverifikasi', '', 'verified'],
    ['Dikembalikan', '', 'returned'],
    ['Ditunda', '', 'postponed'],
    ['Draft', '', 'draft'],
    ['Masuk RKPD', '', 'planned'],
    ['Masuk APBD', '', 'budgeted'],
    ['Diterima', 'Ya', 'realised'],
    ['Diterima', 'Sebagian', 'in-progress'],
    ['Diterima', 'Tidak', 'accepted'],
    ['Diproses', 'Sudah', 'realised'],
  ])('%s with realisation "%s" is %s', (status, realisation, expected) => {
    expect(statusFromSipd(status, realisation)).toEqual({ status: expected })
  })

  test('that contradicts its realisation stays and is reported', () => {
    expect(statusFromSipd('Ditolak', 'Ya')).toEqual({ status: 'rejected', contradiction: true })
  })

  test('in unknown words is null, not a guess', () => {
    expect(statusFromSipd('Hijau', '')).toEqual({ status: null })
  })
})

test('every status has a map symbol', () => {
  const groups = Object.fromEntries(PROPOSAL_STATUSES.map((status) => [status, statusGroup(status)]))
  expect(groups).toMatchObject({
    postponed: 'process',
    'in-progress': 'accepted',
    realised: 'done',
    returned: 'returned',
  })
})

test.each([
  ['submitted', 'Musrenbang Kecamatan', [], 'agency'],
  ['submitted', 'Pokir DPRD', [], 'agency'],
  ['submitted', 'Musrenbang Desa', [], 'village'],
  ['submitted', '', ['village'], 'district'],
  ['accepted', 'Musrenbang Kecamatan', [], 'plan'],
  ['in-progress', '', [], 'realisation'],
  ['realised', '', [], 'realisation'],
  ['budgeted', '', [], 'budget'],
  ['rejected', 'Musrenbang Kecamatan', [], 'agency'],
  ['returned', 'Musrenbang Kecamatan', [], 'agency'],
  ['rejected', '', ['village', 'district'], 'district'],
  ['rejected', '', ['regency', 'district'], 'regency'],
] as const)(
  'a %s proposal of %s recommended at %j stands at the stage %s',
  (status, profile, recommendedAt, stage) => {
    expect(stageFromSipd({ status, profile, recommendedAt })).toBe(stage)
  },
)

test.each([
  ['Pokir DPRD', 'Fraksi F', 'pokir'],
  ['', 'Fraksi A', 'pokir'],
  ['Musrenbang Kecamatan', 'Musrenbang Kecamatan', 'musrenbang'],
  ['', 'Dinas Kesehatan', 'opd'],
  ['Usulan Masyarakat', 'Budi', 'resident'],
  ['', 'Budi', null],
])('the profile "%s" and proposer "%s" come by %s', (profile, proposer, source) => {
  expect(sourceFromSipd(profile, proposer)).toBe(source)
})

describe('the sector', () => {
  test.each([
    ['1.03.10.2.01.0053', 'public-works'],
    ['1.03.10.2.01.0053 Rehabilitasi Jalan', 'public-works'],
    ['2.15', 'transport'],
    ['3.27.02.2.01.0002', 'agriculture'],
    ['2.10.01', 'land'],
    ['5.01.02', 'support'],
    ['X.XX.01.2.01', 'support'],
    ['1.99.01', null],
    ['1.1', null],
    ['', null],
  ])('of the programme %s is %s', (code, sector) => {
    expect(sectorOfCode(code)).toBe(sector)
  })

  test('falls back on the agency, and among its affairs on the title', () => {
    const women = 'Dinas Pengendalian Penduduk, KB, Pemberdayaan Perempuan dan Perlindungan Anak'
    const of = (title: string, agency: string) => sectorOf({ title, agency, programmeCode: null })
    expect(of('Pelatihan menjahit kelompok perempuan', women)).toBe('women-family')
    expect(of('Penyuluhan KB', women)).toBe('family-planning')
    expect(of('Apa saja', 'Dinas Perhubungan')).toBe('transport')
    expect(of('Festival budaya', 'Dinas Pendidikan dan Kebudayaan')).toBe('education')
    expect(of('Sanggar kesenian', 'Dinas Pendidikan dan Kebudayaan')).toBe('culture')
    expect(of('Pembangunan drainase', '')).toBe('public-works')
    expect(of('Pemasangan lampu penerangan jalan umum', '')).toBe('transport')
    expect(of('Lain-lain', '')).toBe('support')
  })

  test('has a label in both languages for each of the 33', () => {
    expect(SECTOR_CODES).toHaveLength(33)
    expect(programmeCodeIn('1-03-10')).toBe('1.03.10')
  })
})

describe('the service', () => {
  const kobar = ['SD', 'SMP', 'PUSKESMAS']
  test.each([
    ['Rehabilitasi ruang kelas SD', '1.01.02.2.01.0014', 'SD'],
    ['Pembangunan ruang kelas baru SMPN 3', '1.01.02.2.02.0003', 'SMP'],
    ['Rehabilitasi puskesmas pembantu', '1.02.02.2.01.0006', 'PUSKESMAS'],
    ['Pengadaan alat kesehatan posyandu', null, 'PUSKESMAS'],
    ['Rehab ruang guru', '1.01.02.2.02.0003', 'SMP'],
    ['Pengadaan APE PAUD Melati', '1.01.02.2.03', null],
    ['Pembangunan RKB SMAN 1', null, null],
    ['Peningkatan jalan menuju SDN 2', '1.03.10.2.01.0053', null],
    ['Peningkatan jalan menuju SDN 2', null, null],
    ['Drainase RT 01 sd RT 05', null, null],
    ['Semenisasi RT 1 s/d 5', null, null],
    ['Jambanisasi', '1.02.02', null],
  ])('of "%s" with %s is %s', (title, programmeCode, service) => {
    expect(serviceOf({ title, programmeCode }, kobar)).toBe(service)
  })

  test('is the nearest kind that the district has a standard for, in its own spelling', () => {
    expect(serviceOf({ title: 'Posyandu Melati', programmeCode: null }, ['Posyandu', 'PUSKESMAS'])).toBe(
      'Posyandu',
    )
    expect(serviceOf({ title: 'TK Pertiwi', programmeCode: null }, ['paud'])).toBe('paud')
    expect(serviceOf({ title: 'Ruang kelas SMK', programmeCode: null }, ['SMA'])).toBe('SMA')
    expect(serviceOf({ title: 'Ruang kelas SD', programmeCode: null }, [])).toBeNull()
  })
})
