import type { ProposalStatus } from './status.ts'

/** `status` is null when the words are unknown; `contradiction` when the two columns cannot both be true. */
export interface SipdStatus {
  status: ProposalStatus | null
  contradiction?: true
}

// The first pattern that fits wins, so refusals and "not yet" come before the words that they contain.
const STATUS_WORDS: readonly [RegExp, ProposalStatus][] = [
  [
    /tidak (di)?(terima|setujui|akomodir|akomodasi|lolos|layak)|\btolak|ditolak|penolakan|\bbatal|dibatalkan|gugur/,
    'rejected',
  ],
  [/dikembalikan|\bkembali|revisi|perbaikan|dilengkapi|lengkapi/, 'returned'],
  [/ditunda|tunda|ditangguhkan|pending|cadangan|tahun (depan|berikut)/, 'postponed'],
  [/belum (di)?(ajukan|kirim)|draf|konsep/, 'draft'],
  [
    /belum (di|ter)?(verifikasi|validasi|proses|periksa|setujui|terima)|menunggu|antrian|antrean/,
    'submitted',
  ],
  [
    /dalam (pelaksanaan|pengerjaan)|sedang (di)?(laksanakan|kerjakan|berjalan)|dikerjakan|berjalan/,
    'in-progress',
  ],
  [/terealisasi|direalisasikan|selesai|terlaksana|tuntas/, 'realised'],
  [/apbd|dianggarkan|\bdpa\b|\brka\b/, 'budgeted'],
  [/rkpd|renja|masuk rencana|direncanakan/, 'planned'],
  [/terverifikasi|diverifikasi|tervalidasi|divalidasi|lolos verifikasi|valid\b/, 'verified'],
  [
    /diterima|terima|disetujui|setuju|diakomodir|diakomodasi|akomodir|layak|direkomendasikan|rekomendasi|lolos/,
    'accepted',
  ],
  [
    /proses|verifikasi|validasi|diajukan|pengajuan|dikirim|terkirim|usulan baru|^baru$|diteruskan|submit/,
    'submitted',
  ],
]

const REALISED = /^(ya|y|yes|sudah|selesai|100\s*%|terealisasi|terlaksana|penuh)\b/
const PARTLY = /sebagian|parsial|berjalan|dalam proses|sedang/

/** The state that a word or short sentence of decision names, in whatever form offices write it; null when it names none. */
export function statusFromWords(words: string): ProposalStatus | null {
  const text = words.toLowerCase().replace(/\s+/g, ' ').trim()
  return STATUS_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/**
 * The state that SIPD's columns *Status* and *Realisasi* tell together. What was carried out wholly or partly counts as
 * such, whatever word was left standing, except for a proposal that was refused or sent back: that stays and is reported.
 */
export function statusFromSipd(status: string, realisation: string): SipdStatus {
  const stated = statusFromWords(status)
  const carriedOut = carriedOutStatus(realisation.toLowerCase().trim())
  if (carriedOut === null) return { status: stated }
  if (stated === 'rejected' || stated === 'returned') return { status: stated, contradiction: true }
  return { status: carriedOut }
}

function carriedOutStatus(realisation: string): ProposalStatus | null {
  if (PARTLY.test(realisation)) return 'in-progress'
  return REALISED.test(realisation) ? 'realised' : null
}
