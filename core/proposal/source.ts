import type { Label } from './label.ts'

/** The channels by which proposals come in. */
export const PROPOSAL_SOURCES = ['musrenbang', 'pokir', 'opd', 'resident'] as const

export type ProposalSource = (typeof PROPOSAL_SOURCES)[number]

export const SOURCE_LABELS: Record<ProposalSource, Label> = {
  musrenbang: { id: 'Musrenbang', en: 'Musrenbang forum' },
  pokir: { id: 'Pokok pikiran DPRD', en: 'Council member' },
  opd: { id: 'Perangkat daerah', en: 'Agency' },
  resident: { id: 'Warga', en: 'Resident' },
}

export function isProposalSource(value: unknown): value is ProposalSource {
  return PROPOSAL_SOURCES.some((source) => source === value)
}

const SOURCE_WORDS: readonly [RegExp, ProposalSource][] = [
  [/pokir|pokok[\s-]*pokok pikiran|pokok pikiran|\breses\b|\bdprd\b|\bfraksi\b|anggota dewan/, 'pokir'],
  [/musrenbang|rembu[kg]|musdes|muskel|musyawarah/, 'musrenbang'],
  [/\bopd\b|\bskpd\b|perangkat daerah|^dinas\b|^badan\b|^bappeda|^sekretariat|^inspektorat|\brenja\b/, 'opd'],
  [/masyarakat|warga|perorangan|kelompok|karang taruna|\bpkk\b/, 'resident'],
  [/^(desa|kelurahan|kel\.|kecamatan|kec\.)/, 'musrenbang'],
]

/** The channel that SIPD's *Profil* names, or else the *Pengusul*; null when neither tells. */
export function sourceFromSipd(profile: string, proposer: string): ProposalSource | null {
  for (const words of [profile, proposer]) {
    const text = words.toLowerCase().trim()
    const found = SOURCE_WORDS.find(([pattern]) => pattern.test(text))
    if (found) return found[1]
  }
  return null
}
