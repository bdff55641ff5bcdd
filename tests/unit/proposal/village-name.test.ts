import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance } from '../../../core/proposal/edit-distance.ts'
import { makeVillageMatcher, type NamedArea } from '../../../core/proposal/village-name.ts'

const DISTRICTS: Record<string, string[]> = {
  Kumai: ['Kumai Hulu', 'Kumai Hilir', 'Sungai Kapitan', 'Pangkalan Satu', 'Sabuai', 'Sabuai Timur', 'Candi'],
  'Arut Selatan': ['Baru', 'Raja', 'Raja Seberang', 'Natai Raya', 'Natai Baru', 'Sidorejo'],
  'Arut Utara': ['Riam', 'Sungai Dau', 'Sidorejo'],
  'Pangkalan Banteng': ['Karang Mulya', 'Marga Mulya', 'Arga Mulya', 'Pangkalan Banteng', 'Simpang Berambai'],
}

const areas: NamedArea[] = Object.entries(DISTRICTS).flatMap(([district, villages], i) => {
  const code = `62.01.0${i + 1}`
  return [
    { code, name: district.toUpperCase(), level: 'district' as const, parentCode: '62.01' },
    ...villages.map((name, j) => ({
      code: `${code}.200${j + 1}`,
      name,
      level: 'village' as const,
      parentCode: code,
    })),
  ]
})
const nameOf = new Map(areas.map(({ code, name }) => [code, name]))
const match = makeVillageMatcher(areas)

describe('a stated village', () => {
  test.each([
    ['Kumai Hulu', 'Kumai', 'Kumai Hulu', 'exact'],
    ['KUMAI HULU', 'KUMAI', 'Kumai Hulu', 'exact'],
    ['kumai-hulu', 'Kec. Kumai', 'Kumai Hulu', 'exact'],
    ['Kel. Kumai Hulu', 'Kecamatan Kumai', 'Kumai Hulu', 'normalised'],
    ['Kelurahan Baru', 'Arut Selatan', 'Baru', 'normalised'],
    ['Desa Natai Raya', 'Arut Selatan', 'Natai Raya', 'normalised'],
    ['Ds.Natai Baru', 'Arut Selatan', 'Natai Baru', 'normalised'],
    ['Desa/Kel. Raja', 'Arut Selatan', 'Raja', 'normalised'],
    ['Raja (Kel.)', 'Arut Selatan', 'Raja', 'normalised'],
    ['KarangMulya', 'Pangkalan Banteng', 'Karang Mulya', 'normalised'],
    ['Sei Kapitan', 'Kumai', 'Sungai Kapitan', 'normalised'],
    ['Pangkalan 1', 'Kumai', 'Pangkalan Satu', 'normalised'],
    ['Pangkalan I', 'Kumai', 'Pangkalan Satu', 'normalised'],
    ['Kel. Baru, Kec. Arut Selatan, Kab. Kotawaringin Barat', 'Arut Selatan', 'Baru', 'normalised'],
    ['62.01.02.2001 Baru', 'Arut Selatan', 'Baru', 'exact'],
    ['Rim', 'Arut Utara', 'Riam', 'spelling'],
    ['Bru', 'Arut Selatan', 'Baru', 'spelling'],
    ['Kumai Huu', 'Kumai', 'Kumai Hulu', 'spelling'],
    ['Ara Mulya', 'Pangkalan Banteng', 'Arga Mulya', 'spelling'],
    ['Simpnag Brambai', 'Pangkalan Banteng', 'Simpang Berambai', 'spelling'],
    ['Desa Sungia Dau', 'Arut Utra', 'Sungai Dau', 'spelling'],
    ['Sebuai Timur', 'Kumai', 'Sabuai Timur', 'spelling'],
  ])('%s in %s is %s (%s)', (village, district, name, how) => {
    const found = match({ village, district })
    expect(nameOf.get(found.village?.code ?? '')).toBe(name)
    expect(found.village?.how).toBe(how)
  })

  test('of a name in two districts is settled by the stated district', () => {
    expect(match({ village: 'Sidorejo', district: 'Arut Utara' }).village?.code).toBe('62.01.03.2003')
    expect(match({ village: 'Sidorejo', district: 'Arut Selatan' }).village?.code).toBe('62.01.02.2006')
    const open = match({ village: 'Sidorejo', district: '' })
    expect(open.village).toBeNull()
    expect(open.reason).toBe('ambiguous')
    expect(open.candidates).toHaveLength(2)
  })

  test('that lies in another district than the stated one is a candidate, not a match', () => {
    const found = match({ village: 'Candi', district: 'Arut Utara' })
    expect(found).toMatchObject({
      village: null,
      reason: 'other-district',
      candidates: [{ code: '62.01.01.2007' }],
    })
  })

  test('as near to two names as to one is ambiguous', () => {
    expect(match({ village: 'Natai Ra', district: 'Arut Selatan' }).village).toBeNull()
    expect(match({ village: 'Kumai H', district: 'Kumai' }).village).toBeNull()
  })

  test('with another number is another village', () => {
    expect(match({ village: 'Pangkalan Dua', district: 'Kumai' }).village).toBeNull()
  })

  test('that is empty or nothing like any name matches none', () => {
    expect(match({ village: '', district: 'Kumai' })).toMatchObject({ village: null, reason: 'empty' })
    expect(match({ village: ' - ', district: '' })).toMatchObject({
      village: null,
      district: null,
      reason: 'empty',
    })
    expect(match({ village: 'Sukamaju Permai', district: 'Kumai' })).toMatchObject({
      village: null,
      reason: 'unknown',
    })
  })
})

test('a village whose name begins with a title keeps it when it stands so', () => {
  const titled = makeVillageMatcher([
    { code: '1', name: 'Desa Baru', level: 'village', parentCode: null },
    { code: '2', name: 'Baru', level: 'village', parentCode: null },
  ])
  expect(titled({ village: 'Desa Baru', district: '' }).village?.code).toBe('1')
  expect(titled({ village: 'BARU', district: '' }).village?.code).toBe('2')
})

test('the distance is symmetric, zero only for equal texts, and one for any single slip', () => {
  const word = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', 'd') })
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b, 20)).toBe(editDistance(b, a, 20))
      expect(editDistance(a, b, 20) === 0).toBe(a === b)
      expect(editDistance(a, b, 2)).toBe(Math.min(editDistance(a, b, 20), 3))
    }),
  )
  expect(editDistance('kumai', 'kmuai', 3)).toBe(1)
  expect(editDistance('kumai', 'kumaai', 3)).toBe(1)
})
