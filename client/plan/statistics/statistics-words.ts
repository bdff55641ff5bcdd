import { speak } from '../speak.ts'

const words = {
  leftName: { id: 'Analisis', en: 'Analyses' },
  rightName: { id: 'Hasil', en: 'Results' },
  title: { id: 'Statistik', en: 'Statistics' },
  loading: { id: 'Mengambil analisis …', en: 'Fetching the analyses …' },
  failed: { id: 'Analisis belum bisa dimuat.', en: 'The analyses could not be loaded.' },
  retry: { id: 'Coba lagi', en: 'Try again' },
  none: { id: 'Belum ada analisis.', en: 'There are no analyses yet.' },
  choose: {
    id: 'Pilih analisis untuk melihat temuan, grafik, dan petanya.',
    en: 'Choose an analysis to see its finding, charts and map.',
  },
  missing: { id: 'Sedang dihitung', en: 'Being computed' },
  missingHint: {
    id: 'Analisis ini belum selesai dihitung. Hasilnya muncul sendiri di sini.',
    en: 'This analysis has not been computed yet. Its result will appear here.',
  },
  impossible: { id: 'Tidak dapat dihitung', en: 'Cannot be computed' },
  stale: { id: 'Data berubah, dihitung ulang', en: 'Data changed, being computed again' },
  figures: { id: 'Angka', en: 'Figures' },
  method: { id: 'Cara menghitung', en: 'Method' },
  parameters: { id: 'Parameter', en: 'Parameters' },
  warnings: { id: 'Perlu diperhatikan', en: 'Mind' },
  missingCounts: { id: 'Tidak ikut dihitung', en: 'Left out' },
  counted: { id: '{n} {unit} dihitung', en: '{n} {unit} counted' },
  computed: { id: 'Dihitung {date}', en: 'Computed {date}' },
  source: { id: 'Sumber: {source}', en: 'Source: {source}' },
  dataYear: { id: 'Data tahun {year}', en: 'Data of {year}' },
  crs: { id: 'Jarak diukur dalam {crs}', en: 'Distances measured in {crs}' },
  downloads: { id: 'Unduh', en: 'Download' },
  table: { id: 'Angka grafik sebagai tabel', en: 'The chart’s numbers as a table' },
  category: { id: 'Kelompok', en: 'Group' },
  place: { id: 'Tempat', en: 'Place' },
  series: { id: 'Garis', en: 'Curve' },
  noValue: { id: 'tidak ada', en: 'none' },
  equality: { id: 'Garis sama rata', en: 'Line of equality' },
  newLayer: {
    id: 'Peta analisis ini baru saja dihitung. Muat ulang halaman untuk melihatnya.',
    en: 'The map of this analysis has just been computed. Reload the page to see it.',
  },
  reload: { id: 'Muat ulang', en: 'Reload' },
  layers: { id: 'Di peta', en: 'On the map' },
} as const

export const statisticsText = speak(words)
