import type { Label } from './label.ts'

/** The government affairs by which proposals are sorted, with the first two segments of the programme codes (Permendagri 90/2019). */
export const SECTOR_AFFAIRS = {
  education: { code: '1.01', id: 'Pendidikan', en: 'Education' },
  health: { code: '1.02', id: 'Kesehatan', en: 'Health' },
  'public-works': { code: '1.03', id: 'Pekerjaan umum dan penataan ruang', en: 'Public works' },
  housing: { code: '1.04', id: 'Perumahan dan kawasan permukiman', en: 'Housing' },
  'public-order': { code: '1.05', id: 'Ketenteraman dan ketertiban umum', en: 'Public order' },
  social: { code: '1.06', id: 'Sosial', en: 'Social affairs' },
  manpower: { code: '2.07', id: 'Tenaga kerja', en: 'Manpower' },
  'women-family': {
    code: '2.08',
    id: 'Pemberdayaan perempuan dan pelindungan anak',
    en: 'Women and children',
  },
  food: { code: '2.09', id: 'Pangan', en: 'Food' },
  land: { code: '2.10', id: 'Pertanahan', en: 'Land' },
  environment: { code: '2.11', id: 'Lingkungan hidup', en: 'Environment' },
  'civil-registry': { code: '2.12', id: 'Kependudukan dan pencatatan sipil', en: 'Civil registry' },
  'village-development': { code: '2.13', id: 'Pemberdayaan masyarakat dan desa', en: 'Village development' },
  'family-planning': { code: '2.14', id: 'Pengendalian penduduk dan KB', en: 'Family planning' },
  transport: { code: '2.15', id: 'Perhubungan', en: 'Transport' },
  communication: { code: '2.16', id: 'Komunikasi dan informatika', en: 'Communication' },
  cooperatives: { code: '2.17', id: 'Koperasi dan usaha kecil', en: 'Cooperatives and small business' },
  investment: { code: '2.18', id: 'Penanaman modal', en: 'Investment' },
  'youth-sport': { code: '2.19', id: 'Kepemudaan dan olahraga', en: 'Youth and sport' },
  statistics: { code: '2.20', id: 'Statistik', en: 'Statistics' },
  cryptography: { code: '2.21', id: 'Persandian', en: 'Cryptography' },
  culture: { code: '2.22', id: 'Kebudayaan', en: 'Culture' },
  library: { code: '2.23', id: 'Perpustakaan', en: 'Libraries' },
  archives: { code: '2.24', id: 'Kearsipan', en: 'Archives' },
  fisheries: { code: '3.25', id: 'Kelautan dan perikanan', en: 'Fisheries' },
  tourism: { code: '3.26', id: 'Pariwisata', en: 'Tourism' },
  agriculture: { code: '3.27', id: 'Pertanian', en: 'Agriculture' },
  forestry: { code: '3.28', id: 'Kehutanan', en: 'Forestry' },
  energy: { code: '3.29', id: 'Energi dan sumber daya mineral', en: 'Energy' },
  trade: { code: '3.30', id: 'Perdagangan', en: 'Trade' },
  industry: { code: '3.31', id: 'Perindustrian', en: 'Industry' },
  transmigration: { code: '3.32', id: 'Transmigrasi', en: 'Transmigration' },
  support: { code: '', id: 'Penunjang pemerintahan', en: 'Government support' },
} as const satisfies Record<string, { code: string; id: string; en: string }>

export type Sector = keyof typeof SECTOR_AFFAIRS

export const SECTOR_CODES = Object.keys(SECTOR_AFFAIRS) as [Sector, ...Sector[]]

export const SECTOR_LABELS: Record<Sector, Label> = SECTOR_AFFAIRS

export function isSector(value: unknown): value is Sector {
  return typeof value === 'string' && Object.hasOwn(SECTOR_AFFAIRS, value)
}

// Segments are of fixed width, so the code is text: as a number 1.10 and 1.1 would be one.
const PROGRAMME_CODE = /(?<![\d.])([1-9x](?:[.\s-](?:\d{2}|xx)){1,2}(?:\.\d\.\d{2}(?:\.\d{1,4})?)?)(?![\d])/i

/** The programme code in a cell that may also hold its name ("1.03.10.2.01.0053 Rehabilitasi Jalan"), or null. */
export function programmeCodeIn(text: string): string | null {
  return PROGRAMME_CODE.exec(text.trim())?.[1]?.replace(/[\s-]/g, '.').toUpperCase() ?? null
}

/**
 * The sector of a programme code by its first two segments. Codes of the first three groups that name no affair are
 * null; all others (functions 4 to 9 and X.XX) support government. Two affairs joined in one code count as the first.
 */
export function sectorOfCode(programmeCode: string): Sector | null {
  const code = programmeCodeIn(programmeCode)
  if (code === null) return null
  const found = SECTOR_CODES.find((sector) => SECTOR_AFFAIRS[sector].code === code.slice(0, 4))
  if (found) return found
  return /^[4-9X]/.test(code) ? 'support' : null
}

// The thing that is asked for stands early in a title, so the earliest mention wins.
const TITLE_WORDS: readonly [Sector, RegExp][] = [
  [
    'transport',
    /lampu (penerangan )?jalan|penerangan jalan|\bpju\b|halte|terminal|dermaga|rambu|marka|traffic|pelampung/,
  ],
  [
    'health',
    /puskesmas|\bpustu\b|posyandu|poskesdes|polindes|alat kesehatan|ambulan|stunting|\brsud\b|kesehatan|gizi/,
  ],
  [
    'education',
    /ruang kelas|sekolah|\bs(d|mp|ma|mk|lb)n?\b|\b(tk|paud)\b|madrasah|siswa|guru|beasiswa|meubel?air/,
  ],
  [
    'public-works',
    /jalan|jembatan|gorong|drainase|talud|siring|turap|irigasi|saluran|sumur bor|air bersih|air minum|\bspam\b|\bpdam\b|\bmck\b|jamban|septi[ck]|sanitasi|normalisasi|bendung|embung|tanggul|pengaspalan|semenisasi|rabat beton/,
  ],
  ['housing', /rumah (tidak )?layak huni|rutilahu|\brtlh\b|bedah rumah|perumahan|\bpsu\b/],
  ['social', /bansos|bantuan sosial|difabel|disabilitas|lansia|yatim|panti|\bpkh\b|kursi roda|anak jalanan/],
  ['women-family', /perempuan|\bpkk\b|pelindungan anak|perlindungan anak|kdrt|gender/],
  ['family-planning', /\bkb\b|keluarga berencana|akseptor/],
  ['manpower', /pelatihan kerja|pelatihan keterampilan|lowongan|tenaga kerja|pencari kerja|\bblk\b/],
  [
    'agriculture',
    /\btani\b|pertanian|pupuk|bibit|benih|sapi|kambing|ternak|sawah|kebun|traktor|hortikultura|jalan usaha tani|\bjut\b/,
  ],
  ['fisheries', /nelayan|perikanan|\bikan\b|kolam|tambak|perahu|kapal|jaring|rumput laut/],
  ['cooperatives', /koperasi|umkm|\bukm\b|usaha mikro|modal usaha/],
  ['environment', /sampah|\btps|bank sampah|penghijauan|lingkungan hidup|limbah|kebersihan/],
  [
    'youth-sport',
    /olah ?raga|lapangan (bola|voli|volly|futsal|badminton|bulu ?tangkis|sepak)|karang taruna|pemuda|\bgor\b/,
  ],
  ['tourism', /wisata/],
  ['culture', /kesenian|seni budaya|kebudayaan|sanggar|adat/],
  ['library', /perpustakaan|taman baca/],
  ['communication', /internet|wi-?fi|\bbts\b|sinyal|jaringan telekomunikasi/],
  ['energy', /listrik|\bplts\b|\bplta?mh\b|genset/],
  ['trade', /\bpasar\b|\bkios\b|los pasar/],
  ['industry', /industri|\bikm\b/],
  ['public-order', /pos kamling|poskamling|linmas|siskamling|pemadam|bencana/],
  ['village-development', /kantor desa|balai desa|bumdes|aparatur desa|perangkat desa|posyantek/],
  ['land', /sertifikat tanah|sertifikasi tanah|\bptsl\b|pembebasan lahan|pengadaan lahan|pengadaan tanah/],
  ['civil-registry', /\be-?ktp\b|akta kelahiran|kartu keluarga/],
  ['food', /lumbung pangan|ketahanan pangan|cadangan pangan/],
  ['forestry', /hutan|reboisasi/],
]

/** The sector of what a title asks for first, among those given or all; null when its words name none. */
export function sectorOfTitle(title: string, among: readonly Sector[] = SECTOR_CODES): Sector | null {
  const words = title.toLowerCase()
  let best: Sector | null = null
  let earliest = Infinity
  for (const [sector, pattern] of TITLE_WORDS) {
    const at = among.includes(sector) ? words.search(pattern) : -1
    if (at >= 0 && at < earliest) {
      earliest = at
      best = sector
    }
  }
  return best
}
