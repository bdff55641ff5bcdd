import { SECTOR_CODES, SECTOR_LABELS, type Sector, sectorOfCode, sectorOfTitle } from './sector.ts'

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

/**
 * The sector of a proposal: by its programme code; else by its agency's name, where the title chooses among the affairs
 * of one agency; else by the title; `support` when nothing tells.
 */
export function sectorOf({ title, agency, programmeCode }: SectorClues): Sector {
  const byCode = programmeCode === null ? null : sectorOfCode(programmeCode)
  if (byCode) return byCode
  const words = agency.toLowerCase()
  const affairs = AGENCY_WORDS.filter(([, pattern]) => pattern.test(words)).map(([sector]) => sector)
  const [first] = affairs
  if (first === undefined) return sectorOfTitle(title) ?? sectorNamed(words) ?? 'support'
  return (affairs.length > 1 ? sectorOfTitle(title, affairs) : null) ?? first
}

/** An agency written as the very name of an affair. */
function sectorNamed(words: string): Sector | null {
  return SECTOR_CODES.find((sector) => words.includes(SECTOR_LABELS[sector].id.toLowerCase())) ?? null
}
