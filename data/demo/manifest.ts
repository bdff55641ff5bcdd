import { WORKING_CRS } from './frame.ts'
import { REGENCY_NAME } from './place-names.ts'
import { REGENCY_CODE } from './villages.ts'
import type { World } from './world.ts'

const SYNTHETIC = 'sintetis'

const layer = (id: string, title: string) => ({
  id,
  title,
  file: `${id}.geojson`,
  source: SYNTHETIC,
  licence: 'CC0',
})

const STATISTICS = [
  {
    file: 'population.csv',
    areaCode: 'kode_desa',
    year: 2025,
    source: SYNTHETIC,
    values: { population: 'penduduk' },
  },
  {
    file: 'poverty.csv',
    areaCode: 'kode_desa',
    year: 2025,
    source: SYNTHETIC,
    values: { poorPopulation: 'penduduk_miskin' },
  },
  {
    file: 'village-index.csv',
    areaCode: 'kode_desa',
    year: 2024,
    source: `${SYNTHETIC}; ambang Permendesa 2/2016`,
    values: { idm: 'idm', idmStatus: 'status' },
  },
]

const FACILITIES = [
  {
    file: 'schools.csv',
    lon: 'bujur',
    lat: 'lintang',
    type: 'bentuk',
    name: 'sekolah',
    id: 'npsn',
    source: SYNTHETIC,
    licence: 'CC0',
  },
  {
    file: 'health.csv',
    lon: 'bujur',
    lat: 'lintang',
    type: 'jenis',
    name: 'nama',
    id: 'kode',
    source: SYNTHETIC,
    licence: 'CC0',
  },
]

const STANDARDS = [
  { service: 'SD', facility: ['SD'], maxDistanceMetres: 3_000, source: 'Permendiknas 24/2007' },
  { service: 'SMP', facility: ['SMP'], maxDistanceMetres: 6_000, source: 'Permendiknas 24/2007' },
  {
    service: 'PUSKESMAS',
    facility: ['PUSKESMAS'],
    maxDistanceMetres: 6_000,
    source: 'acuan perencanaan, dapat diubah',
  },
]

const PUBLISHER = {
  name: `Bappeda ${REGENCY_NAME} (fiktif)`,
  email: 'geoportal@example.go.id',
  phone: '+62 21 000000',
  address: 'Jalan Contoh 1',
}

/** The demo's district.json: a district package like any other. */
export function demoManifest(world: World) {
  return {
    id: REGENCY_CODE,
    name: `${REGENCY_NAME} (fiktif)`,
    description:
      'Kabupaten rekaan untuk mencoba PetaUsul: seluruh batas, nama tempat, angka, fasilitas dan usulan dibuat oleh program dari bilangan acak dan tidak menggambarkan daerah, orang atau lembaga mana pun.',
    synthetic: true,
    codeEdition: 'fiktif (99.01 tidak terdaftar di Kemendagri)',
    workingCrs: WORKING_CRS,
    attribution: 'Data sintetis PetaUsul, CC0',
    publisher: PUBLISHER,
    areas: [
      {
        level: 'village',
        file: 'villages.geojson',
        code: 'kode',
        name: 'nama',
        source: SYNTHETIC,
        licence: 'CC0',
      },
      {
        level: 'district',
        dissolve: 'village',
        prefix: 8,
        names: Object.fromEntries(world.districts.map((d) => [d.code, d.name])),
      },
    ],
    statistics: STATISTICS,
    facilities: FACILITIES,
    standards: STANDARDS,
    layers: [
      layer('water', 'Perairan'),
      layer('rivers', 'Sungai'),
      layer('roads', 'Jalan'),
      { ...layer('settlements', 'Permukiman'), ancillary: true },
    ],
    proposals: [
      { file: 'proposals-2024.csv', format: 'sipd', year: 2024, source: SYNTHETIC, licence: 'CC0' },
      { file: 'proposals-2025.csv', format: 'sipd', year: 2025, source: SYNTHETIC, licence: 'CC0' },
      { file: 'proposals-2026.geojson', format: 'petausul', year: 2026, source: SYNTHETIC, licence: 'CC0' },
    ],
  }
}
