import { speak } from '../../../i18n/speak.ts'

const words = {
  title: { id: 'Semua kriteria sekaligus', en: 'All criteria at once' },
  note: { id: 'Koordinat paralel usulan teratas', en: 'Parallel coordinates of the top proposals' },
  how: {
    id: 'Setiap garis satu usulan, setiap sumbu satu kriteria, dari 0 di bawah sampai 1.000 di atas. Seret di sumbu atau isi rentang untuk menandai usulan.',
    en: 'Each line is a proposal, each axis a criterion, from 0 at the bottom to 1,000 at the top. Drag along an axis or set a range to mark proposals.',
  },
  picture: {
    id: 'Koordinat paralel {count} usulan; peringkat di bawah memuat usulan yang sama',
    en: 'Parallel coordinates of {count} proposals; the ranking below lists the same',
  },
  drawn: {
    id: '{count} usulan teratas digambar, {marked} ditandai.',
    en: 'Top {count} proposals drawn, {marked} marked.',
  },
  undrawn: {
    id: 'Tidak digambar, karena datanya belum ada atau sama untuk semua usulan: {names}.',
    en: 'Not drawn, since data are missing or the same for all proposals: {names}.',
  },
  noWeights: {
    id: 'Semua bobot 0: belum ada peringkat untuk digambar.',
    en: 'All weights are 0: there is no ranking to draw.',
  },
  ranges: { id: 'Rentang per kriteria', en: 'Range by criterion' },
  low: { id: '{name}, paling rendah', en: '{name}, lowest' },
  high: { id: '{name}, paling tinggi', en: '{name}, highest' },
  clear: { id: 'Hapus rentang', en: 'Clear ranges' },
} as const

export const parallelText = speak(words)
