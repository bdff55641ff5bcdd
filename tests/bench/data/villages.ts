import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from './seeded.ts'

export type LonLat = [lon: number, lat: number]

export interface Village {
  code: string
  name: string
  /** Largest outer ring, closed, EPSG:4326. */
  ring: LonLat[]
}

interface VillageFeature {
  properties: { kode: string; nama: string }
  geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: LonLat[][] | LonLat[][][] }
}

/** Villages across, down, and vertices of each side: as many polygons and vertices as Jawa Timur has. */
const across = 100
const down = 85
const sideSteps = 24
const [west, south, east, north] = [110.9, -8.7, 114.6, -6.8]

function largestRing({ geometry }: VillageFeature): LonLat[] {
  const rings =
    geometry.type === 'Polygon'
      ? [(geometry.coordinates as LonLat[][])[0]!]
      : (geometry.coordinates as LonLat[][][]).map((polygon) => polygon[0]!)
  return rings.reduce((best, ring) => (ring.length > best.length ? ring : best))
}

/** Jawa Timur's villages where its package is here. */
export function readVillages(path: string): Village[] {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: VillageFeature[] }
  return features.map((feature) => ({
    code: feature.properties.kode,
    name: feature.properties.nama,
    ring: largestRing(feature),
  }))
}

/** A grid line's wiggle, so that both neighbours have the very same vertices. */
function wiggle(line: number, along: number, phase: number): number {
  const inside = Math.sin(Math.PI * (along % 1))
  return 0.18 * inside * Math.sin(line * 12.9898 + along * 37.7 + phase)
}

function corner(column: number, row: number): LonLat {
  return [west + ((east - west) * column) / across, south + ((north - south) * row) / down]
}

/** Vertices from a corner towards the next, without the last. */
function side(column: number, row: number, alongX: boolean): LonLat[] {
  return Array.from({ length: sideSteps }, (_, i) => {
    const share = i / sideSteps
    return alongX
      ? corner(column + share, row + wiggle(row, column + share, 0.5))
      : corner(column + wiggle(column, row + share, 2.5), row + share)
  })
}

function syntheticVillage(index: number): Village {
  const [column, row] = [index % across, Math.floor(index / across)]
  const back = (vertices: LonLat[], start: LonLat) => [start, ...vertices.slice(1).reverse()]
  const ring = [
    ...side(column, row, true),
    ...side(column + 1, row, false),
    ...back(side(column, row + 1, true), corner(column + 1, row + 1)),
    ...back(side(column, row, false), corner(column, row + 1)),
  ]
  const two = (number: number) => String(number + 1).padStart(2, '0')
  const code = `35.${two(Math.floor(row / 10))}.${two(Math.floor(column / 10))}.${2001 + (row % 10) * 10 + (column % 10)}`
  return { code, name: `Desa ${index + 1}`, ring: [...ring, ring[0]!] }
}

/** A coverage of 8,500 villages with wiggling borders, for machines without the real package. */
export function syntheticVillages(): Village[] {
  return Array.from({ length: across * down }, (_, index) => syntheticVillage(index))
}

/** Writes villages and schools as files of a package; the same columns as the real ones. */
export function writeSyntheticFiles(folder: string, villages: readonly Village[]): void {
  const features = villages.map(({ code, name, ring }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { kode: code, nama: name },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }),
  )
  const desa = `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
  writeFileSync(join(folder, 'desa.geojson'), desa)
  const random = seeded(3)
  const schools = villages.flatMap(({ ring }, i) => {
    const [lon, lat] = ring[Math.floor(random() * ring.length)]!
    return [0, 1, 2].map((k) => `${3 * i + k},SDN ${3 * i + k},${k === 2 ? 'SMP' : 'SD'},${lat},${lon}`)
  })
  writeFileSync(join(folder, 'sekolah.csv'), `npsn,sekolah,bentuk,lintang,bujur\n${schools.join('\n')}\n`)
}

/** The folder of the real Jawa Timur package, if it is here. */
export function jatimFolder(dataFolder: string): string | undefined {
  const folder = join(dataFolder, 'jatim')
  return existsSync(join(folder, 'desa.geojson')) ? folder : undefined
}
