import { speak } from '../speak.ts'

const words = {
  title: { id: 'Mengapa di urutan ini?', en: 'Why this rank?' },
  close: { id: 'Tutup penjelasan', en: 'Close the explanation' },
  loading: { id: 'Mengambil penjelasan …', en: 'Fetching the explanation …' },
  failed: { id: 'Penjelasan belum bisa dimuat.', en: 'The explanation could not be loaded.' },
  rank: { id: 'Urutan {rank} dari {of}', en: 'Rank {rank} of {of}' },
  score: { id: 'skor {score} dari 1.000', en: 'score {score} of 1,000' },
  leftOut: { id: 'Tidak ikut diperingkat: datanya belum lengkap.', en: 'Not ranked: data are missing.' },
  criterion: { id: 'Kriteria', en: 'Criterion' },
  raw: { id: 'Nilai', en: 'Value' },
  perMille: { id: 'Angka 0–1.000', en: '0–1,000' },
  weight: { id: 'Bobot', en: 'Weight' },
  points: { id: 'Poin', en: 'Points' },
  silent: { id: 'Belum ada data untuk: {names}.', en: 'No data yet for: {names}.' },
  sum: { id: 'Jumlah', en: 'Sum' },
  above: { id: 'Di atas garis {top} teratas.', en: 'Above the line of the top {top}.' },
  below: {
    id: 'Kurang {points} poin untuk masuk {top} teratas.',
    en: '{points} points short of the top {top}.',
  },
  liftTitle: { id: 'Yang akan menaikkannya', en: 'What would lift it' },
  liftAlone: {
    id: '{name} naik dari {from} ke {to}, yang lain tetap.',
    en: '{name} rising from {from} to {to}, the rest as is.',
  },
  liftNone: {
    id: 'Tidak satu kriteria pun cukup sendirian.',
    en: 'No single criterion would do alone.',
  },
  liftSmallest: { id: 'Perubahan terkecil bersama: {parts}.', en: 'Smallest change together: {parts}.' },
  source: { id: 'Sumber: {text}', en: 'Source: {text}' },
  open: { id: 'Buka halaman usulan', en: 'Open the proposal’s page' },
  show: { id: 'Tampilkan di peta', en: 'Show on the map' },
} as const

export const detailsText = speak(words)
