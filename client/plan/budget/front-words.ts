import { speak } from '../../i18n/speak.ts'

const words = {
  title: { id: 'Skor dan warga bersama', en: 'Score and people together' },
  text: {
    id: 'Skor tertinggi dan warga terbanyak jarang satu paket yang sama. Di sini terlihat berapa skor yang dilepas untuk menambah warga yang baru terlayani, dengan pagu dan syarat yang sama.',
    en: 'The highest score and the most people are seldom one package. Here you see how much score is given up to newly serve more people, under the same budget and conditions.',
  },
  oneYearOnly: {
    id: 'Grafik ini hanya untuk paket satu tahun: perbandingan skor dan warga untuk beberapa tahun belum ada. Pilih “Satu tahun” di formulir untuk memakainya.',
    en: 'This chart is for packages of one year: score against people over several years is not offered yet. Choose “One year” in the form to use it.',
  },
  start: { id: 'Hitung pilihannya', en: 'Work out the choices' },
  again: { id: 'Hitung lagi', en: 'Work out again' },
  more: { id: 'Cari lebih banyak titik', en: 'Find more points' },
  running: {
    id: 'Mencari titik {next} dari paling banyak {of} …',
    en: 'Searching for point {next} of {of} at most …',
  },
  progress: { id: 'Titik yang sudah ditemukan', en: 'Points found' },
  cancel: { id: 'Hentikan', en: 'Stop' },
  stale: {
    id: 'Pagu, syarat, bobot, atau saringan sudah berubah sejak titik-titik ini dihitung.',
    en: 'Budget, conditions, weights or filters have changed since these points were worked out.',
  },
  stopped: {
    id: 'Dihentikan: titik yang sudah ditemukan tetap bisa dipilih.',
    en: 'Stopped: the points found so far can still be chosen.',
  },
  people: { id: 'Orang baru terlayani', en: 'People newly served' },
  score: { id: 'Skor paket', en: 'Score of the package' },
  spent: { id: 'Terpakai', en: 'Spent' },
  count: { id: 'Usulan', en: 'Proposals' },
  proof: { id: 'Bukti', en: 'Proof' },
  proven: { id: 'terbukti', en: 'proven' },
  notProven: { id: '≤ {gap} dari terbaik', en: '≤ {gap} from the best' },
  unknown: { id: 'belum terbukti', en: 'not proven' },
  picture: {
    id: 'Grafik: makin ke kanan makin banyak orang baru terlayani, makin ke atas makin tinggi skornya. {count} titik.',
    en: 'Chart: the farther right the more people are newly served, the higher up the greater the score. {count} points.',
  },
  point: {
    id: 'Pilih paket dengan skor {score} dan {people} orang baru terlayani; {count} usulan, {spent}, {proof}',
    en: 'Choose the package with a score of {score} and {people} people newly served; {count} proposals, {spent}, {proof}',
  },
  present: { id: 'paket ini', en: 'this package' },
  chosen: {
    id: 'Mencari paket dengan paling sedikit {people} orang baru terlayani …',
    en: 'Searching for the package with at least {people} people newly served …',
  },
  undo: { id: 'Kembalikan', en: 'Undo' },
} as const

export const frontText = speak(words)
