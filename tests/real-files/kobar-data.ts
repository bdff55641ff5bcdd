import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { envelopeOf } from '../../core/geo/envelope.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import { metresToPolygon, pointInPolygon, type Surface } from '../../core/geo/point-in-polygon.ts'
import type { Cell } from '../../core/proposal/cell.ts'
import { isSipdHeading } from '../../core/proposal/sipd-columns.ts'
import type { NamedArea } from '../../core/proposal/village-name.ts'

const FOLDER = join(
  process.env.PETAUSUL_DATA ?? resolve(import.meta.dirname, '../../../shared/data'),
  'kobar',
)

/** The real district's folder, or null where it was not laid out (it is no part of the repository). */
export const kobarFolder = existsSync(join(FOLDER, 'desa.geojson')) ? FOLDER : null

interface VillageFeature {
  properties: { kode: string; nama: string }
  geometry: Surface
}

export interface KobarVillages {
  areas: NamedArea[]
  extent: [number, number, number, number]
  villageAt: (point: LonLat) => string | null
  metresToVillage: (point: LonLat, code: string) => number
}

export function readVillages(folder: string): KobarVillages {
  const { features } = JSON.parse(readFileSync(join(folder, 'desa.geojson'), 'utf8')) as {
    features: VillageFeature[]
  }
  const population = parse(readFileSync(join(folder, 'penduduk_2020.csv')), { columns: true }) as Record<
    string,
    string
  >[]
  const districts = new Map(population.map((row) => [row.kode_desa!.slice(0, 8), row.kecamatan!]))
  const surfaces = new Map(features.map(({ properties, geometry }) => [properties.kode, geometry]))
  const positions = features.flatMap(({ geometry }) => geometry.coordinates.flat(2) as number[][])
  const rings = positions.every((position) => typeof position[0] === 'number') ? positions : []
  return {
    areas: [
      ...[...districts].map(
        ([code, name]): NamedArea => ({ code, name, level: 'district', parentCode: '62.01' }),
      ),
      ...features.map(
        ({ properties: { kode, nama } }): NamedArea => ({
          code: kode,
          name: nama,
          level: 'village',
          parentCode: kode.slice(0, 8),
        }),
      ),
    ],
    extent: envelopeOf(rings)!,
    villageAt: (point) => [...surfaces].find(([, surface]) => pointInPolygon(point, surface))?.[0] ?? null,
    metresToVillage: (point, code) => metresToPolygon(point, surfaces.get(code)!),
  }
}

export interface ProposalTable {
  year: number
  heading: Cell[]
  rows: Record<string, Cell>[]
}

export function readProposalTables(folder: string): ProposalTable[] {
  const csv = (year: number) =>
    parse(readFileSync(join(folder, `usulan_sipd_${year}.csv`)), { bom: true }) as string[][]
  return [
    asTable(2024, csv(2024)),
    asTable(2025, csv(2025)),
    asTable(2026, readSheet(readFileSync(join(folder, 'usulan_sipd_2026.xlsx')))),
  ]
}

function asTable(year: number, lines: Cell[][]): ProposalTable {
  const at = lines.findIndex(isSipdHeading)
  const heading = lines[at] ?? []
  const rows = lines
    .slice(at + 1)
    .map((line) => Object.fromEntries(heading.map((name, i) => [String(name), line[i]])))
  return { year, heading, rows }
}

/** Just enough of an XLSX for this one file: shared strings and plain numbers of the first sheet. */
function readSheet(bytes: Uint8Array): Cell[][] {
  const files = unzipSync(bytes)
  const shared = [...strFromU8(files['xl/sharedStrings.xml']!).matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, item]) => [...item!.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => unescaped(text!)).join(''),
  )
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!)
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const line: Cell[] = []
    for (const [, column, attributes, value] of row!.matchAll(
      /<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(?:<v>(.*?)<\/v>)?<\/c>)/gs,
    )) {
      if (value === undefined) continue
      line[columnIndex(column!)] = /t="s"/.test(attributes!) ? shared[Number(value)] : Number(value)
    }
    return Array.from(line)
  })
}

function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
}
