import { speak } from '../../i18n/speak.ts'

const words = {
  label: { id: 'Yang ditandai', en: 'What is marked' },
  proposals: { id: '{count} usulan ditandai', en: '{count} proposals marked' },
  villages: { id: '{count} desa', en: '{count} villages' },
  zoom: { id: 'Perbesar ke yang ditandai', en: 'Zoom to what is marked' },
  zoomShort: { id: 'Perbesar', en: 'Zoom' },
  clear: { id: 'Hapus semua tanda', en: 'Clear all marks' },
  clearShort: { id: 'Hapus', en: 'Clear' },
  noPlace: { id: 'Yang ditandai tidak punya lokasi di peta.', en: 'What is marked has no place on the map.' },
  listTitle: { id: 'Usulan yang ditandai', en: 'Marked proposals' },
  without: {
    id: 'Tanpa usulan menurut saringan ini: {names}.',
    en: 'Without a proposal under these filters: {names}.',
  },
  andMore: { id: 'dan {count} lagi', en: 'and {count} more' },
  toRanking: { id: 'Lihat di peringkat', en: 'See in the ranking' },
  unmark: { id: 'Hapus tanda: {title}', en: 'Unmark: {title}' },
} as const

export const selectionText = speak(words)
