import { misspell, writeFlippedPosition, writeMoney, writePosition } from './address-text.ts'
import type { CsvCell } from './csv.ts'
import type { Point } from './frame.ts'
import { placePoint } from './need-geometry.ts'
import type { Occurrence, Outcome } from './occurrences.ts'
import { REGENCY_NAME } from './place-names.ts'
import { priorityCells } from './priorities.ts'
import type { Random } from './random.ts'
import type { Village } from './villages.ts'
import type { World } from './world.ts'

/** Headings as one year's export has them, each with the value that it stands for. */
const COLUMNS = {
  2024: [
    ['No', 'number'],
    ['ID Usulan', 'id'],
    ['Tanggal Usul', 'date'],
    ['Pengusul', 'proposer'],
    ['Profil', 'profile'],
    ['Usulan', 'title'],
    ['Permasalahan', 'problem'],
    ['Alamat', 'address'],
    ['Kabupaten/Kota', 'regency'],
    ['Kecamatan', 'district'],
    ['Desa/Kelurahan', 'village'],
    ['Usulan Ke', 'rank'],
    ['OPD Tujuan Awal', 'firstAgency'],
    ['OPD Tujuan Akhir', 'agency'],
    ['Status', 'status'],
    ['Catatan', 'note'],
    ['Rekomendasi Mitra', 'partner'],
    ['Rekomendasi Kelurahan/Desa', 'villageSays'],
    ['Rekomendasi Kecamatan', 'districtSays'],
    ['Rekomendasi SKPD', 'agencySays'],
    ['Rekomendasi TAPD', 'budgetSays'],
    ['Volume', 'volume'],
    ['Satuan', 'unit'],
    ['Anggaran', 'money'],
    ['Jenis Belanja', 'spending'],
    ['Sub Kegiatan', 'code'],
    ['Realisasi', 'realised'],
    ['Penerima Manfaat', 'beneficiaries'],
    ['Urgensi', 'urgency'],
    ['Lama Pelaksanaan (bulan)', 'months'],
    ['Kesesuaian RPJMD', 'planMatch'],
  ],
  2025: [
    ['No.', 'number'],
    ['ID Usulan', 'id'],
    ['Tanggal', 'date'],
    ['Pengusul', 'proposer'],
    ['Profil', 'profile'],
    ['Status', 'status'],
    ['Usulan', 'title'],
    ['Permasalahan', 'problem'],
    ['Alamat', 'address'],
    ['Kabupaten', 'regency'],
    ['Kecamatan', 'district'],
    ['Kelurahan/Desa', 'village'],
    ['Usulan ke', 'rank'],
    ['OPD tujuan awal', 'firstAgency'],
    ['OPD tujuan akhir', 'agency'],
    ['Catatan', 'note'],
    ['Rekomendasi Sekwan', 'councilSays'],
    ['Rekomendasi mitra', 'partner'],
    ['Rekomendasi kelurahan/desa', 'villageSays'],
    ['Rekomendasi kecamatan', 'districtSays'],
    ['Rekomendasi SKPD', 'agencySays'],
    ['Rekomendasi TAPD', 'budgetSays'],
    ['Volume', 'volume'],
    ['Satuan', 'unit'],
    ['Anggaran (Rp)', 'money'],
    ['Jenis belanja', 'spending'],
    ['Sub kegiatan', 'codeAndName'],
    ['Realisasi', 'realised'],
    ['Jumlah Penerima Manfaat', 'beneficiaries'],
    ['Mendesak/Urgensi', 'urgency'],
    ['Jangka Waktu', 'months'],
    ['Kesiapan', 'readiness'],
    ['Kesesuaian RPJMD/RKPD', 'planMatch'],
  ],
} as const

const STATUS_WORDS: Record<Outcome, string> = {
  draft: 'Konsep',
  submitted: 'Diproses',
  verified: 'Terverifikasi',
  accepted: 'Diterima',
  returned: 'Dikembalikan',
  rejected: 'Ditolak',
  postponed: 'Ditunda',
  planned: 'Masuk RKPD',
  budgeted: 'Masuk APBD',
  'in-progress': 'Diterima',
  realised: 'Diterima',
}

const REALISATION_WORDS: Partial<Record<Outcome, string>> = {
  realised: 'Ya',
  'in-progress': 'Sebagian',
  accepted: 'Tidak',
}

const PROFILE = {
  musrenbang: 'Musrenbang Kecamatan',
  pokir: 'Pokir DPRD',
  opd: 'Perangkat Daerah',
  resident: 'Masyarakat',
}

/** A point near the true place: two people who stand there never write the same digits. */
function surveyed(at: Point, metres: number, random: Random): Point {
  return [at[0] + metres * random.normal(), at[1] + metres * random.normal()]
}

function addressOf(world: World, occurrence: Occurrence, random: Random): string {
  const { need, repeat } = occurrence
  const village = world.villages[need.village]!
  const place = random.chance(0.3)
    ? `${need.words.jalan} ${need.words.rt} ${village.name}`
    : `${need.words.rt} ${village.name}`
  const draw = random.next()
  if (draw < 0.36) return place
  const at = surveyed(placePoint(need.place), repeat ? 25 : 8, random)
  if (draw < 0.375) return `${place} ${writeFlippedPosition(at)}`
  if (draw < 0.405) {
    // The pin of another village: copied from the row above, as happens.
    const other = random.pick(world.villages.filter((v) => v !== village))
    return `${place} ${writePosition(surveyed(other.centre, 90, random), random)}`
  }
  const position = writePosition(at, random)
  return position.startsWith('http') && random.chance(0.5)
    ? `${position} ${place}`
    : `${place}${position.startsWith('.') ? '' : ' '}${position}`
}

/** The village as stated: mostly clean, at times in capitals, with a prefix, misspelled or left out. */
function statedVillage(village: Village, random: Random): string {
  const draw = random.next()
  if (draw < 0.012) return ''
  if (draw < 0.05) return misspell(village.name, random)
  if (draw < 0.12) return village.name.toUpperCase()
  if (draw < 0.17) return `${village.kelurahan ? 'Kel.' : 'Ds.'} ${village.name}`
  return village.name
}

/** What the offices on the way wrote; later ones only if the earlier ones let it pass. */
function recommendations(occurrence: Occurrence, random: Random): Record<string, string> {
  const { outcome, reason, source, need } = occurrence
  if (outcome === 'submitted' || random.chance(0.3)) return {}
  const refused = outcome === 'rejected' || outcome === 'returned' || outcome === 'postponed'
  const words = (kind: string) => `${kind}: ${reason ?? ''}`
  const no = { rejected: words('Ditolak'), returned: words('Dikembalikan'), postponed: words('Ditunda') }
  const against = refused ? no[outcome] : ''
  const yes = ['Setuju', 'Disetujui', 'Direkomendasikan', `Setuju, volume ${need.volume} ${need.kind.unit}`]
  const way =
    source === 'pokir'
      ? ['councilSays', 'partner', 'agencySays', 'budgetSays']
      : ['villageSays', 'districtSays', 'agencySays', 'budgetSays']
  const stop = refused ? random.int(1, 3) : 4
  return Object.fromEntries(
    way.slice(0, stop + 1).map((field, i) => [field, i === stop ? against : random.pick(yes)]),
  )
}

/** Two title rows, the headings and all rows of one year in the columns of a SIPD export. */
export function sipdRows(
  world: World,
  occurrences: readonly Occurrence[],
  year: 2024 | 2025,
  { random, priorities }: { random: Random; priorities: Random },
): CsvCell[][] {
  const columns = COLUMNS[year]
  const rows = occurrences.map((occurrence, i): CsvCell[] => {
    const values = { ...sipdValues(world, occurrence, random), ...priorityCells(occurrence, priorities) }
    const own: Record<string, CsvCell> = {
      ...values,
      number: i + 1,
      id: `${year}${String(i + 1).padStart(5, '0')}`,
    }
    return columns.map(([, field]) => own[field] ?? null)
  })
  const title = [[`Daftar Usulan ${REGENCY_NAME} Tahun ${year} (data sintetis)`], ['']]
  return [...(year === 2024 ? title : []), columns.map(([heading]) => heading), ...rows]
}

function sipdValues(world: World, occurrence: Occurrence, random: Random): Record<string, CsvCell> {
  const { need, outcome, source } = occurrence
  const { kind } = need
  const village = world.villages[need.village]!
  const [y, m, d] = occurrence.submittedOn.split('-')
  return {
    date: `${d}/${m}/${y}`,
    proposer: occurrence.proposer,
    profile: PROFILE[source],
    title: occurrence.title,
    problem: occurrence.problem,
    address: addressOf(world, occurrence, random),
    regency: REGENCY_NAME.replace('Kabupaten', 'Kab.'),
    district: world.districts[village.district]?.name ?? '',
    village: statedVillage(village, random),
    rank: random.int(1, 9),
    firstAgency: occurrence.reason?.startsWith('Salah')
      ? 'Dinas Pemberdayaan Masyarakat dan Desa'
      : kind.agency,
    agency: kind.agency,
    status: STATUS_WORDS[outcome],
    note: occurrence.reason,
    volume: occurrence.volume,
    unit: kind.unit === 'm' && random.chance(0.2) ? 'meter' : kind.unit,
    money: writeMoney(occurrence.costRupiah, random),
    spending: kind.spending,
    code: kind.programmeCode,
    codeAndName: `${kind.programmeCode} ${kind.programme}`,
    realised: outcome === 'accepted' && random.chance(0.5) ? '' : (REALISATION_WORDS[outcome] ?? ''),
    ...recommendations(occurrence, random),
  }
}
