import { describe, expect, it } from 'vitest'
import {
  facilityTypes,
  guessDistrict,
  manifestOf,
  newEntry,
  type WizardEntry,
} from '../../../client/pages/wizard-entry.ts'
import { offeredStandards, usualStandards } from '../../../client/pages/wizard-standards.ts'
import type { FilePreview } from '../../../core/api/import-preview.ts'
import { type FileRole, guessEntries } from '../../../core/import/guess-entries.ts'

const fields = ['nama', 'jenis']
const entryOf = (name: string, role: FileRole, kinds: string[] = []): WizardEntry => {
  const entry = newEntry({ name, data: new Blob() })
  const guess = guessEntries({ name, fields, rows: [], geometry: null })
  const preview = { format: 'csv', fields, kinds: [[], kinds], guess, district: null } as Partial<FilePreview>
  return { ...entry, role, says: guess.entries, preview: preview as FilePreview }
}
const district = () => guessDistrict(null, { district: null } as FilePreview, [])

describe('a new district', () => {
  it.for<[lon: number, lat: number, crs: string]>([
    [111.15, -2.1, 'EPSG:32749'],
    [95.3, 5.5, 'EPSG:32646'],
    [2.35, 48.85, ''],
  ])('is measured in the UTM zone that it lies in: %d° E, %d° N', ([lon, lat, crs]) => {
    const entry = entryOf('desa.geojson', 'areas')
    const corners: [number, number][] = [
      [lon - 0.1, lat - 0.1],
      [lon + 0.1, lat + 0.1],
    ]
    const shapes = [{ kind: 'polygon' as const, parts: [corners] }]
    const preview = { ...entry.preview!, shapes, sample: [] }
    expect(guessDistrict(null, preview, [{ ...entry, preview }])).toMatchObject({
      isNew: true,
      workingCrs: crs,
    })
  })
})

describe('the manifest that the wizard writes', () => {
  it('gives each layer an address of its own, also where titles are equal or none can be made of one', () => {
    const entries = ['jalan.csv', 'Jalan!.csv', '2024.csv'].map((name) => entryOf(name, 'layers'))
    expect(manifestOf(district(), entries)).toMatchObject({
      layers: [{ id: 'jalan' }, { id: 'jalan-2' }, { id: 'lapisan-2024' }],
    })
  })

  it('says that files replace others only where a person does, and states no standards of a district that is there', () => {
    const known = { ...district(), isNew: false }
    const schools = [entryOf('sekolah.csv', 'facilities', ['SD'])]
    expect(manifestOf(known, schools)).toMatchObject({ adds: true })
    expect(manifestOf(known, schools)).not.toHaveProperty('replaces')
    expect(manifestOf(known, schools)).not.toHaveProperty('standards')
    expect(manifestOf({ ...known, replaces: true }, schools)).toMatchObject({ replaces: true })
  })

  it('states the chosen distance standards of the facilities that files hold, for their types as these spell them', () => {
    const entries = [entryOf('sekolah.csv', 'facilities', ['SD', 'MI', 'SMP', 'SLB'])]
    const made = district()
    Object.assign(made.standards.find(({ service }) => service === 'SMP')!, { isChosen: false })
    Object.assign(made.standards.find(({ service }) => service === 'SD')!, { kilometres: '2.5' })
    expect(manifestOf(made, entries)).toMatchObject({
      standards: [
        { service: 'SD', facility: ['SD', 'MI'], maxDistanceMetres: 2500, source: 'Permendiknas 24/2007' },
      ],
    })
    expect(manifestOf(made, [entryOf('sekolah.csv', 'layers', ['SD'])])).toMatchObject({ standards: [] })
  })

  it.for<[types: string[], services: string[]]>([
    [['sd', 'SDN', 'SD Negeri', 'SDIT', 'MIN', 'Sekolah Dasar', 'Madrasah Ibtidaiyah'], ['SD']],
    [['MTs', 'MTsN', 'SMPS', 'Sekolah Menengah Pertama', 'Madrasah Tsanawiyah'], ['SMP']],
    [['Puskesmas', 'PUSKESMAS RAWAT INAP'], ['PUSKESMAS']],
    [['SDLB', 'SD Luar Biasa', 'SMPLB', 'SMA', 'Puskesmas Pembantu', 'Minimarket', 'Pustu', 'MA'], []],
  ])('knows by their types which facilities serve: %j', ([types, services]) => {
    const offered = types.map((type) => offeredStandards(usualStandards(), [type]))
    for (const [index, one] of offered.entries())
      expect(
        one.map(({ standard }) => standard.service),
        types[index],
      ).toEqual(services)
  })

  it('takes the one type of a file without a column of types', () => {
    const entry = entryOf('puskesmas.csv', 'facilities')
    entry.says.facilities.type = ''
    entry.says.facilities.constant = 'PUSKESMAS'
    expect(facilityTypes([entry])).toEqual(['PUSKESMAS'])
  })
})
