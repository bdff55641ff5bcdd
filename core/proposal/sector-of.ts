import { SECTORS, type Sector, sectorOfCode } from './sector.ts'

export interface SectorClues {
  title: string
  agency: string
  programmeCode: string | null
}

// An agency can hold several affairs: all that its name mentions are its own, in this order of weight.
const AGENCY_WORDS: readonly [Sector, RegExp][] = [
  ['education', /pendidikan(?! dan pelatihan)/],
  ['health', /kesehatan(?! hewan)|puskesmas|rumah sakit|\brsud\b/],
  [
    'public-works',
    /pekerjaan umum|penataan ruang|\bpupr?\b|bina marga|sumber daya air|cipta karya|pengairan/,
  ],
  ['housing', /perumahan|permukiman|\bperkim\b|\bprkp\b|cipta karya/],
  ['public-order', /satpol|polisi pamong praja|pemadam|kebakaran|penanggulangan bencana|\bbpbd\b/],
  ['women-family', /perempuan|pelindungan anak|perlindungan anak|\bp3a|\bpppa\b/],
  ['family-planning', /pengendalian penduduk|keluarga berencana|\bkb\b/],
  ['village-development', /masyarakat desa|masyarakat dan desa|pemberdayaan masyarakat|\bdpmd?\b|\bpmd\b/],
  ['social', /sosial/],
  ['manpower', /tenaga kerja|ketenagakerjaan|nakertrans/],
  ['transmigration', /transmigrasi|nakertrans/],
  ['agriculture', /pertanian|tanaman pangan|hortikultura|perkebunan|peternakan|kesehatan hewan/],
  ['food', /ketahanan pangan|\bpangan\b/],
  ['land', /pertanahan/],
  ['environment', /lingkungan hidup|kebersihan|persampahan/],
  ['civil-registry', /catatan sipil|pencatatan sipil|dukcapil|disdukcapil/],
  ['transport', /perhubungan/],
  ['communication', /komunikasi|informatika|kominfo/],
  ['cooperatives', /koperasi|\bukm\b|usaha kecil|usaha mikro/],
  ['investment', /penanaman modal|\bdpmptsp\b|perizinan/],
  ['youth-sport', /pemuda|olah ?raga|\bdispora/],
  ['tourism', /pariwisata/],
  ['culture', /kebudayaan/],
  ['library', /perpustakaan/],
  ['archives', /kearsipan|\barsip\b/],
  ['fisheries', /perikanan|kelautan/],
  ['forestry', /kehutanan/],
  ['energy', /energi|\besdm\b|sumber daya mineral/],
  ['trade', /perdagangan/],
  ['industry', /perindustrian/],
  ['statistics', /statistik/],
  ['cryptography', /persandian/],
  [
    'support',
    /bappe|perencanaan pembangunan|sekretariat|inspektorat|keuangan|kepegawaian|kecamatan|kelurahan|kesbang/,
  ],
]

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

/** The earliest subjects of the title decide among an agency's affairs; a title alone must say it in words. */
function earliestInTitle(title: string, among: readonly Sector[] | null): Sector | null {
  let best: Sector | null = null
  let at = Infinity
  for (const [sector, words] of TITLE_WORDS) {
    if (among && !among.includes(sector)) continue
    const found = title.search(words)
    if (found >= 0 && found < at) {
      at = found
      best = sector
    }
  }
  return best
}

/**
 * The sector of a proposal: by its programme code; else by its agency's name, where the title chooses among the affairs
 * of one agency; else by the title; `support` when nothing tells.
 */
export function sectorOf({ title, agency, programmeCode }: SectorClues): Sector {
  const byCode = programmeCode === null ? null : sectorOfCode(programmeCode)
  if (byCode) return byCode
  const words = agency.toLowerCase()
  const affairs = AGENCY_WORDS.filter(([, pattern]) => pattern.test(words)).map(([sector]) => sector)
  const subject = title.toLowerCase()
  const [first] = affairs
  if (first === undefined) return earliestInTitle(subject, null) ?? sectorNamed(words) ?? 'support'
  return (affairs.length > 1 ? earliestInTitle(subject, affairs) : null) ?? first
}

/** An agency written as the very name of an affair. */
function sectorNamed(words: string): Sector | null {
  const found = Object.entries(SECTORS).find(([, { id }]) => words.includes(id.toLowerCase()))
  return found ? (found[0] as Sector) : null
}
