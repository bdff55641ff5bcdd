import { type CsvCell, writeCsv } from './csv.ts'
import { createFacilities, type Facility } from './facilities.ts'
import { toLonLat } from './frame.ts'
import { writeFeatures } from './geojson.ts'
import {
  riverFeatures,
  roadFeatures,
  settlementFeatures,
  villageFeatures,
  waterFeatures,
} from './layer-features.ts'
import { demoManifest } from './manifest.ts'
import { createOccurrences } from './occurrences.ts'
import { createPlaceIndex } from './place-index.ts'
import { proposalFeatures } from './proposal-features.ts'
import { createRandom } from './random.ts'
import { measureRemoteness } from './remoteness.ts'
import { sipdRows } from './sipd-rows.ts'
import { createStatistics, type VillageStatistics } from './statistics.ts'
import { createWorld, type World } from './world.ts'

function statisticsFiles(
  { villages, districts }: World,
  statistics: readonly VillageStatistics[],
): [string, string][] {
  const rows = villages.map((village, i) => ({
    place: [village.code, village.name, districts[village.district]?.name ?? ''] as CsvCell[],
    ...statistics[i]!,
  }))
  const share = (part: number, whole: number) => Math.round((part / whole) * 10_000) / 100
  const head = ['kode_desa', 'nama', 'kecamatan']
  const population: CsvCell[][] = rows.map((r) => [...r.place, r.population, r.households])
  const poverty: CsvCell[][] = rows.map((r) => [
    ...r.place,
    r.poorPopulation,
    share(r.poorPopulation, r.population),
  ])
  const index = rows.flatMap(({ place, index: v }): CsvCell[][] =>
    v ? [[...place, v.iks, v.ike, v.ikl, v.idm, v.status]] : [],
  )
  const semicolon = { separator: ';', decimalComma: true } as const
  return [
    [
      'population.csv',
      writeCsv([[...head, 'penduduk', 'kk'], ...population], { separator: ',', byteOrderMark: true }),
    ],
    ['poverty.csv', writeCsv([[...head, 'penduduk_miskin', 'persen_miskin'], ...poverty], semicolon)],
    [
      'village-index.csv',
      writeCsv([[...head, 'iks', 'ike', 'ikl', 'idm', 'status'], ...index], { separator: ',' }),
    ],
  ]
}

function facilityFiles({ villages, districts }: World, facilities: readonly Facility[]): [string, string][] {
  const row = (f: Facility): CsvCell[] => {
    const [lon, lat] = toLonLat(f.at)
    const village = villages[f.village]
    return [
      f.id,
      f.name,
      f.type,
      districts[village?.district ?? 0]?.name ?? '',
      village?.name ?? '',
      lat,
      lon,
    ]
  }
  const school = (f: Facility) => f.type === 'SD' || f.type === 'SMP' || f.type === 'SMA'
  const tail = ['kecamatan', 'desa', 'lintang', 'bujur']
  const schools = [['npsn', 'sekolah', 'bentuk', ...tail], ...facilities.filter(school).map(row)]
  const health = [['kode', 'nama', 'jenis', ...tail], ...facilities.filter((f) => !school(f)).map(row)]
  return [
    ['schools.csv', writeCsv(schools, { separator: ',' })],
    ['health.csv', writeCsv(health, { separator: ';', decimalComma: true })],
  ]
}

function proposalFiles(world: World, facilities: readonly Facility[], figures: Figures): [string, string][] {
  const index = createPlaceIndex(world, facilities)
  const occurrences = createOccurrences({ world, index, ...figures }, world.seed)
  const streams = {
    random: createRandom(world.seed, 'exports'),
    priorities: createRandom(world.seed, 'priorities'),
  }
  const of = (year: number) => occurrences.filter((o) => o.year === year)
  return [
    ['proposals-2024.csv', writeCsv(sipdRows(world, of(2024), 2024, streams), { separator: ',' })],
    [
      'proposals-2025.csv',
      writeCsv(sipdRows(world, of(2025), 2025, streams), { separator: ';', byteOrderMark: true }),
    ],
    ['proposals-2026.geojson', writeFeatures('proposals', proposalFeatures(world, index, of(2026), streams))],
  ]
}

interface Figures {
  statistics: readonly VillageStatistics[]
  remoteness: readonly number[]
}

/** All files of the demo package by name, district.json among them. The same seed gives the same bytes. */
export function demoFiles(seed: number): Map<string, string> {
  const world = createWorld(seed)
  const remoteness = measureRemoteness(world)
  const statistics = createStatistics(world, remoteness)
  const facilities = createFacilities(world, statistics, remoteness)
  return new Map([
    ['district.json', `${JSON.stringify(demoManifest(world), null, 2)}\n`],
    ['villages.geojson', writeFeatures('villages', villageFeatures(world))],
    ['water.geojson', writeFeatures('water', waterFeatures(world))],
    ['rivers.geojson', writeFeatures('rivers', riverFeatures(world))],
    ['roads.geojson', writeFeatures('roads', roadFeatures(world))],
    ['settlements.geojson', writeFeatures('settlements', settlementFeatures(world))],
    ...statisticsFiles(world, statistics),
    ...facilityFiles(world, facilities),
    ...proposalFiles(world, facilities, { statistics, remoteness }),
  ])
}
