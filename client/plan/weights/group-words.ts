import { speak } from '../../i18n/speak.ts'

const words = {
  lead: {
    id: 'Bobot beberapa kelompok berdampingan: dinas, DPRD, warga. Lihat di mana mereka sepakat.',
    en: 'Weights of several groups side by side: agencies, council, residents. See where they agree.',
  },
  none: { id: 'Belum ada kelompok', en: 'No groups yet' },
  noneHint: {
    id: 'Tambahkan bobot yang sekarang sebagai kelompok pertama, geser bobot, lalu tambahkan kelompok berikutnya.',
    en: 'Add the present weights as the first group, move the weights, then add the next.',
  },
  add: { id: 'Tambah bobot sekarang', en: 'Add the present weights' },
  addModel: { id: 'Tambah bobot tersimpan', en: 'Add saved weights' },
  newName: { id: 'Kelompok {number}', en: 'Group {number}' },
  name: { id: 'Nama kelompok {number}', en: 'Name of group {number}' },
  weightOf: { id: '{criterion}: bobot {group}', en: '{criterion}: weight of {group}' },
  criterion: { id: 'Kriteria', en: 'Criterion' },
  remove: { id: 'Hapus {group}', en: 'Remove {group}' },
  use: { id: 'Pakai bobot {group}', en: 'Use the weights of {group}' },
  top: { id: 'Garis: sekian usulan teratas', en: 'Line: so many at the top' },
  concordance: { id: 'Kesepakatan W', en: 'Concordance W' },
  concordanceText: {
    id: '{text} (0 berbeda sama sekali, 1 sama persis)',
    en: '{text} (0 all different, 1 all the same)',
  },
  strong: { id: 'sangat sepakat', en: 'strong agreement' },
  fair: { id: 'cukup sepakat', en: 'fair agreement' },
  weak: { id: 'kurang sepakat', en: 'weak agreement' },
  all: { id: 'usulan masuk garis menurut semua kelompok', en: 'proposals above the line for every group' },
  some: { id: 'hanya menurut sebagian kelompok', en: 'for some groups only' },
  mark: { id: 'Tandai', en: 'Mark' },
  pairs: { id: 'Kesamaan urutan tiap pasangan', en: 'Likeness of order, pair by pair' },
  pair: { id: 'Pasangan', en: 'Pair' },
  tau: { id: 'Kendall τ', en: 'Kendall τ' },
  rho: { id: 'Spearman ρ', en: 'Spearman ρ' },
  needTwo: { id: 'Tambahkan satu kelompok lagi untuk membandingkan.', en: 'Add one more group to compare.' },
  allZero: { id: 'Bobot {group} semuanya 0.', en: 'The weights of {group} are all 0.' },
  compute: { id: 'Bandingkan', en: 'Compare' },
  computing: { id: 'Membandingkan … {share} %', en: 'Comparing … {share} %' },
  stop: { id: 'Hentikan', en: 'Stop' },
  stopped: { id: 'Perbandingan dihentikan.', en: 'The comparison was stopped.' },
  failed: { id: 'Perbandingan belum berhasil.', en: 'The comparison failed.' },
} as const

export const groupText = speak(words)
