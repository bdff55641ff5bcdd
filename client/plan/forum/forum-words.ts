import { speak } from '../../i18n/speak.ts'

const words = {
  label: { id: 'Mode forum', en: 'Forum mode' },
  steps: { id: 'Langkah', en: 'Steps' },
  weigh: { id: 'Apa yang kita timbang', en: 'What we weigh' },
  map: { id: 'Peta', en: 'The map' },
  ranking: { id: 'Peringkat dan garisnya', en: 'The ranking and its line' },
  package: { id: 'Paket', en: 'The package' },
  why: { id: 'Mengapa?', en: 'Why?' },
  next: { id: 'Berikutnya', en: 'Next' },
  previous: { id: 'Sebelumnya', en: 'Previous' },
  end: { id: 'Selesai', en: 'End' },
  dark: { id: 'Gelap', en: 'Dark' },
  light: { id: 'Terang', en: 'Light' },
  look: { id: 'Ganti latar gelap atau terang (D)', en: 'Change between dark and light (D)' },
  keys: {
    id: '← → ganti langkah · 1–5 lompat · D gelap/terang · Esc selesai',
    en: '← → change step · 1–5 jump · D dark/light · Esc end',
  },
  weighText: {
    id: 'Geser bobot: peta, peringkat, dan garis ikut berubah.',
    en: 'Move a weight: map, ranking and line follow.',
  },
  mapText: {
    id: '{count} usulan. Makin gelap dan besar titiknya, makin tinggi skornya.',
    en: '{count} proposals. The darker and larger a point, the higher its score.',
  },
  low: { id: 'skor {score}', en: 'score {score}' },
  topFive: { id: 'Lima teratas', en: 'The first five' },
  rankingBudget: {
    id: 'Didanai menurut urutan sampai {budget} habis: {above} usulan di atas garis.',
    en: 'Funded down the list until {budget} is spent: {above} proposals above the line.',
  },
  rankingTop: {
    id: '{above} teratas dari {count} usulan di atas garis.',
    en: 'The first {above} of {count} proposals are above the line.',
  },
  line: { id: 'Garis: di bawah ini tidak didanai', en: 'The line: nothing below is funded' },
  toLine: { id: 'Ke garis', en: 'To the line' },
  toTop: { id: 'Ke atas', en: 'To the top' },
  packageNone: { id: 'Belum ada paket yang dibuka', en: 'No package is open' },
  packageNoneText: {
    id: 'Pilih paket yang sudah dihitung, atau buat di bagian “Paket anggaran”.',
    en: 'Choose one that was computed, or make one under “Budget package”.',
  },
  packageChoose: { id: 'Paket tersimpan', en: 'Saved packages' },
  packageLine: { id: '{count} usulan · dihitung {when}', en: '{count} proposals · computed {when}' },
  packageStale: {
    id: 'Bobot sudah berubah; paket ini dihitung dengan bobot sebelumnya.',
    en: 'The weights have changed; this package was computed with the former ones.',
  },
  whyNone: {
    id: 'Klik satu usulan di peta, atau cari di sini.',
    en: 'Click a proposal on the map, or search here.',
  },
  whyOther: { id: 'Ganti usulan', en: 'Another proposal' },
  rank: { id: 'Urutan {rank} dari {of} · skor {score}', en: 'Rank {rank} of {of} · score {score}' },
  partText: { id: '{points} dari {weight} poin', en: '{points} of {weight} points' },
  waits: { id: 'Server sedang memeringkat …', en: 'The server is ranking …' },
  retry: { id: 'Coba lagi', en: 'Try again' },
  noCost: { id: 'biaya belum ada', en: 'no cost yet' },
} as const

export const forumText = speak(words)
