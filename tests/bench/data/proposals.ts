import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { gaussian, seeded } from './seeded.ts'
import type { LonLat, Village } from './villages.ts'

export const statuses = [
  'submitted',
  'verified',
  'accepted',
  'returned',
  'rejected',
  'planned',
  'budgeted',
  'realised',
]
const stages = ['village', 'district', 'agency', 'regency']
const sources = ['musrenbang', 'pokir', 'opd', 'resident']
const works = [
  'Perbaikan jalan lingkungan',
  'Pembangunan drainase',
  'Rehabilitasi ruang kelas SDN',
  'Pembangunan jembatan',
  'Pengadaan alat kesehatan puskesmas',
  'Pelatihan kelompok tani',
  'Bedah rumah tidak layak huni',
  'Pembangunan ruang laboratorium SMPN',
  'Peningkatan jaringan irigasi',
  'Penerangan jalan umum',
]
const agencies = ['Dinas PUPR', 'Dinas Pendidikan', 'Dinas Kesehatan', 'Dinas Pertanian', 'Dinas Perkim']

/** Shares as in real exports: some name a village only, some a place in another village. */
const shareWithoutPoint = 0.08
const shareElsewhere = 0.03

/** Whether a point lies in a ring, by crossings (Shimrat 1962). */
function isInside([x, y]: LonLat, ring: readonly LonLat[]): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[j]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

function boxOf(ring: readonly LonLat[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lon, lat] of ring) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

/** Three hamlets of a village, around which its proposals lie. */
function hamlets({ ring }: Village, random: () => number): LonLat[] {
  const [w, s, e, n] = boxOf(ring)
  const anywhere = (): LonLat => [w + random() * (e - w), s + random() * (n - s)]
  return [0, 1, 2].map(() => {
    let place = anywhere()
    for (let i = 0; i < 20 && !isInside(place, ring); i++) place = anywhere()
    return place
  })
}

interface Settled {
  village: Village
  hamlets: LonLat[]
  spread: number
}

function settle(village: Village, random: () => number): Settled {
  const [w, s, e, n] = boxOf(village.ring)
  return { village, hamlets: hamlets(village, random), spread: Math.min(e - w, n - s) / 12 }
}

function place({ village, hamlets: places, spread }: Settled, random: () => number): LonLat {
  const [lon, lat] = places[Math.floor(random() * places.length)]!
  for (let i = 0; i < 8; i++) {
    const point: LonLat = [lon + gaussian(random) * spread, lat + gaussian(random) * spread]
    if (isInside(point, village.ring)) return [Number(point[0].toFixed(6)), Number(point[1].toFixed(6))]
  }
  return [lon, lat]
}

function feature(i: number, settled: Settled, point: LonLat | null): string {
  const title = `${works[i % works.length]} RT ${i % 977} Dusun ${i % 5003}`
  const properties = {
    code: `B${String(i).padStart(7, '0')}`,
    year: 2024 + (i % 3),
    source: sources[i % 4],
    title,
    problem: `Warga RT ${i % 977} menyampaikan bahwa keadaannya rusak sejak ${2010 + (i % 14)}`,
    agency: agencies[i % agencies.length],
    costRupiah: (1 + (i % 400)) * 1_000_000,
    status: statuses[i % statuses.length],
    stage: stages[i % stages.length],
    villageCode: settled.village.code,
  }
  const geometry = point && { type: 'Point', coordinates: point }
  return JSON.stringify({ type: 'Feature', properties, geometry })
}

/** Writes so many proposals as GeoJSON text sequence, a few towns having many and most villages some. */
export async function writeProposals(
  path: string,
  villages: readonly Village[],
  count: number,
): Promise<void> {
  const random = seeded(42)
  const settled = villages.map((village) => settle(village, random))
  const out = createWriteStream(path)
  let chunk: string[] = []
  for (let i = 0; i < count; i++) {
    const home = settled[Math.floor(random() ** 2 * settled.length)]!
    const fate = random()
    const where = fate < shareElsewhere ? settled[Math.floor(random() * settled.length)]! : home
    const point = fate > 1 - shareWithoutPoint ? null : place(where, random)
    chunk.push(feature(i, home, point))
    if (chunk.length < 5000 && i < count - 1) continue
    if (!out.write(`${chunk.join('\n')}\n`)) await once(out, 'drain')
    chunk = []
  }
  out.end()
  await finished(out)
}
