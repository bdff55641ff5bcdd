import { speak } from '../speak.ts'

const words = {
  tab: { id: 'Zona', en: 'Zones' },
  left: { id: 'Daftar zona', en: 'List of zones' },
  right: { id: 'Ubah zona', en: 'Change the zone' },
  stem: { id: 'Zona prioritas', en: 'Priority zone' },
  draft: { id: 'draf', en: 'draft' },
  changed: { id: 'berubah, belum disimpan', en: 'changed, not saved' },
  saved: { id: 'tersimpan · versi {version}', en: 'saved · version {version}' },
  published: { id: 'umum', en: 'public' },
  tools: { id: 'Alat gambar', en: 'Drawing tools' },
  edit: { id: 'Pilih dan ubah titik', en: 'Select and move points' },
  polygon: { id: 'Gambar poligon', en: 'Draw a polygon' },
  freehand: { id: 'Gambar bebas', en: 'Draw freehand' },
  rectangle: { id: 'Persegi panjang', en: 'Rectangle' },
  circle: { id: 'Lingkaran', en: 'Circle' },
  villages: { id: 'Pilih desa utuh', en: 'Pick whole villages' },
  split: { id: 'Belah dengan garis', en: 'Split by a line' },
  hole: { id: 'Lubangi', en: 'Cut a hole' },
  snap: { id: 'Menempel ke batas desa', en: 'Snap to village borders' },
  undo: { id: 'Urungkan (Ctrl+Z)', en: 'Undo (Ctrl+Z)' },
  redo: { id: 'Ulangi (Ctrl+Shift+Z)', en: 'Redo (Ctrl+Shift+Z)' },
  hintEdit: {
    id: 'Seret titik untuk memindah, seret sisi untuk menambah titik. Shift + seret memindah seluruh zona.',
    en: 'Drag a point to move it, drag an edge to add one. Shift + drag moves the whole zone.',
  },
  hintEmpty: {
    id: 'Belum ada zona. Pilih alat, lalu gambar di peta.',
    en: 'No zone yet. Choose a tool and draw on the map.',
  },
  hintPolygon: {
    id: 'Klik untuk tiap sudut; klik titik pertama, klik ganda atau Enter untuk menutup.',
    en: 'Click for each corner; click the first point, double-click or press Enter to close.',
  },
  hintFreehand: { id: 'Tekan dan seret mengelilingi wilayah.', en: 'Press and drag around the area.' },
  hintRectangle: { id: 'Tekan dan seret dari sudut ke sudut.', en: 'Press and drag from corner to corner.' },
  hintCircle: { id: 'Tekan di tengah dan seret keluar.', en: 'Press at the centre and drag outwards.' },
  hintVillages: {
    id: 'Klik desa untuk menambah atau mengeluarkannya.',
    en: 'Click a village to add it or take it out.',
  },
  hintSplit: {
    id: 'Gambar garis yang menyeberangi zona dari luar ke luar; klik ganda atau Enter untuk membelah.',
    en: 'Draw a line across the zone from outside to outside; double-click or press Enter to split.',
  },
  hintHole: {
    id: 'Gambar tepi lubang; klik titik pertama atau Enter untuk menutup.',
    en: 'Draw the edge of the hole; click the first point or press Enter to close.',
  },
  finish: { id: 'Selesai', en: 'Finish' },
  cancel: { id: 'Batal', en: 'Cancel' },
  removePoint: { id: 'Hapus titik', en: 'Delete the point' },
  removeLast: { id: 'Titik terakhir', en: 'Last point' },
  repair: { id: 'Pakai yang sudah diperbaiki', en: 'Take the repaired one' },
  close: { id: 'Tutup', en: 'Close' },
  needsZone: { id: 'Buka atau gambar zona dahulu.', en: 'Open or draw a zone first.' },
  faultCrosses: {
    id: 'Garis tepi akan menyilang dirinya sendiri di tempat yang ditandai; langkah ini tidak dilakukan.',
    en: 'The outline would cross itself at the marked place; the step was not taken.',
  },
  faultFew: { id: 'Perlu sedikitnya tiga titik.', en: 'At least three points are needed.' },
  faultFewLine: { id: 'Garis perlu sedikitnya dua titik.', en: 'A line needs at least two points.' },
  faultLineCrosses: {
    id: 'Garis belah menyilang dirinya sendiri di tempat yang ditandai.',
    en: 'The line crosses itself at the marked place.',
  },
  faultMisses: { id: 'Garis tidak menyeberangi zona.', en: 'The line does not cross the zone.' },
  faultEnds: {
    id: 'Garis berakhir di dalam zona; teruskan sampai ke luar.',
    en: 'The line ends inside the zone; draw it on to the outside.',
  },
  faultHole: { id: 'Lubang itu di luar zona.', en: 'The hole lies outside the zone.' },
  faultNothing: { id: 'Tidak ada yang tersisa dari zona.', en: 'Nothing would be left of the zone.' },
  faultShrunk: {
    id: 'Zona terlalu sempit untuk diciutkan sejauh itu.',
    en: 'The zone is too narrow to be shrunk so far.',
  },
  faultMany: {
    id: 'Terlalu banyak titik: paling banyak 20.000.',
    en: 'Too many points: at most 20,000.',
  },
  faultAbroad: {
    id: 'Zona ini tidak menyentuh satu desa pun di kabupaten ini.',
    en: 'This zone touches no village of this district.',
  },
  faultAxes: {
    id: 'Lintang dan bujur tampaknya tertukar.',
    en: 'Latitude and longitude seem to be swapped.',
  },
  faultGlobe: {
    id: 'Koordinat di luar bumi: mungkin dalam meter, padahal harus derajat.',
    en: 'The coordinates are off the globe: perhaps metres where degrees are needed.',
  },
  faultSmall: {
    id: 'Zona terlalu kecil untuk dihitung (paling sedikit 100 m²).',
    en: 'The zone is too small to be counted (100 m² at least).',
  },
  faultEmpty: { id: 'Tidak ada wilayah di dalamnya.', en: 'There is no area in it.' },
  faultGeoJson: {
    id: 'Ini bukan GeoJSON berisi poligon. Yang diharapkan: Polygon, MultiPolygon, Feature atau FeatureCollection.',
    en: 'This is no GeoJSON with polygons. Expected: Polygon, MultiPolygon, Feature or FeatureCollection.',
  },
  faultNoVillages: {
    id: 'Belum ada desa di basis data; impor data kabupaten dahulu.',
    en: 'There are no villages yet; import the district first.',
  },
  nothingLost: { id: 'Gambar Anda tetap ada.', en: 'Your drawing is kept.' },
  drawn: { id: '{name} digambar, {area} km².', en: '{name} drawn, {area} km².' },
  didSplit: { id: 'Zona dibelah dua.', en: 'The zone was split in two.' },
  didMerge: { id: '{count} zona digabung.', en: '{count} zones merged.' },
  didBuffer: { id: 'Zona dilebarkan {metres} m.', en: 'The zone was widened by {metres} m.' },
  didHole: { id: 'Lubang dibuat.', en: 'The hole was cut.' },
  didRemove: { id: '{name} dihapus.', en: '{name} was deleted.' },
  didSave: { id: '{name} disimpan sebagai versi {version}.', en: '{name} was saved as version {version}.' },
  didPublish: { id: '{name} sekarang terlihat umum.', en: '{name} is public now.' },
  didHide: { id: '{name} tidak lagi terlihat umum.', en: '{name} is no longer public.' },
  didCriterion: {
    id: '“Di dalam {name}” kini kriteria. Beri bobot di bagian Prioritas.',
    en: '“Inside {name}” is a criterion now. Give it a weight under Priorities.',
  },
  didSnap: {
    id: 'Tepi zona ditempelkan ke batas desa.',
    en: 'The zone’s edges were put on village borders.',
  },
  didUpload: { id: '{count} zona dibaca.', en: '{count} zones were read.' },
  didRestore: {
    id: 'Versi {version} dibuka lagi; simpan untuk memakainya.',
    en: 'Version {version} is open again; save to keep it.',
  },
  villageIn: { id: '{name} ditambahkan.', en: '{name} was added.' },
  villageOut: { id: '{name} dikeluarkan.', en: '{name} was taken out.' },
  noVillageHere: { id: 'Tidak ada desa di sini.', en: 'There is no village here.' },
  undoName: { id: 'Urungkan', en: 'Undo' },
} as const

export const zoneText = speak(words)
export type ZoneTextKey = keyof typeof words
