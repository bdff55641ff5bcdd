import { speak } from '../../i18n/speak.ts'

const words = {
  title: { id: 'Simpan keputusan', en: 'Save the decision' },
  ofPackage: { id: 'Paket anggaran yang terbuka', en: 'The budget package that is open' },
  ofRanking: { id: 'Peringkat yang terbuka', en: 'The ranking that is open' },
  name: { id: 'Nama keputusan', en: 'Name of the decision' },
  nameHint: {
    id: 'misalnya: Musrenbang Kecamatan 2027, putaran 1',
    en: 'such as: district forum 2027, round 1',
  },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonHint: {
    id: 'Mengapa diputuskan begini, dan oleh siapa disepakati',
    en: 'Why it was decided so, and who agreed',
  },
  supersedes: { id: 'Menggantikan', en: 'Replaces' },
  supersedesNone: { id: 'tidak menggantikan keputusan lain', en: 'no other decision' },
  supersedesOne: { id: 'No. {id} · {title}', en: 'No. {id} · {title}' },
  kept: {
    id: 'Dicatat di server atas nama Anda, dan tidak dapat diubah atau dihapus.',
    en: 'Recorded on the server in your name; it cannot be changed or deleted.',
  },
  save: { id: 'Simpan', en: 'Save' },
  saving: { id: 'Menyimpan …', en: 'Saving …' },
  stop: { id: 'Hentikan', en: 'Stop' },
  downloadOnly: { id: 'Unduh berkas saja', en: 'Only download the file' },
  missing: { id: 'Isi nama dan alasan.', en: 'Give a name and a reason.' },
  saved: { id: 'Tersimpan sebagai keputusan no. {id}.', en: 'Saved as decision no. {id}.' },
  download: { id: 'Unduh berkas', en: 'Download the file' },
  list: { id: 'Daftar keputusan', en: 'All decisions' },
  failed: { id: 'Keputusan belum tersimpan.', en: 'The decision was not saved.' },
  close: { id: 'Tutup', en: 'Close' },
} as const

export const decisionText = speak(words)
