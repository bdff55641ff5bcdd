import { speak } from '../speak.ts'

const words = {
  title: { id: 'Mengapa di urutan ini?', en: 'Why this rank?' },
  close: { id: 'Tutup penjelasan', en: 'Close the explanation' },
  loading: { id: 'Mengambil penjelasan …', en: 'Fetching the explanation …' },
  failed: { id: 'Penjelasan belum bisa dimuat.', en: 'The explanation could not be loaded.' },
  rank: { id: 'Urutan {rank} dari {of}', en: 'Rank {rank} of {of}' },
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
  belowOther: {
    id: 'Di bawah garis {top} teratas. Perubahan terkecil yang menaikkannya dihitung untuk jumlah terbobot saja.',
    en: 'Below the line of the top {top}. The smallest change that lifts it is computed for the weighted sum only.',
  },
  topsis: {
    id: 'Tabel ini menunjukkan bobot × nilai. TOPSIS tidak menjumlahkannya, melainkan mengukur jarak ke usulan terbaik dan terburuk pada tiap kriteria.',
    en: 'The table shows weight × value. TOPSIS does not add these up: it measures distances to the best and the worst on each criterion.',
  },
  promethee: {
    id: 'Tabel ini menunjukkan bobot × nilai. PROMETHEE II tidak menjumlahkannya, melainkan menghitung kemenangan atas usulan lain pada tiap kriteria.',
    en: 'The table shows weight × value. PROMETHEE II does not add these up: it counts wins over other proposals on each criterion.',
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
