/** Texts of the office's part of a layer's page. */
export const deskWords = {
  copy: { id: 'Salin', en: 'Copy' },
  copied: { id: 'Tersalin', en: 'Copied' },
  isPublic: {
    id: 'Lapisan ini terbit: terbuka untuk umum lewat setiap pintu.',
    en: 'This layer is published: open to the public by every door.',
  },
  isHidden: {
    id: 'Lapisan ini tidak terbit: hanya petugas yang melihatnya.',
    en: 'This layer is not published: only the office sees it.',
  },
  publish: { id: 'Terbitkan …', en: 'Publish …' },
  hide: { id: 'Tarik dari umum', en: 'Take back' },
  previewTitle: { id: 'Yang akan terbuka untuk umum', en: 'What becomes public' },
  previewDoors: {
    id: '{count} objek dengan kolom berikut, lewat peta, petak vektor, WMS, OGC API, CSW, dan unduhan:',
    en: '{count} features with these fields, by map, vector tiles, WMS, OGC API, CSW and downloads:',
  },
  sample: { id: 'Lima objek pertama', en: 'The first five features' },
  confirm: { id: 'Terbitkan sekarang', en: 'Publish now' },
  cancel: { id: 'Batal', en: 'Cancel' },
  undo: { id: 'Urungkan', en: 'Undo' },
  hidden: { id: 'Ditarik dari umum.', en: 'Taken back.' },
  published: { id: 'Terbit untuk umum.', en: 'Published.' },
  archive: { id: 'Bekukan sebagai arsip tahun', en: 'Freeze as the archive of' },
  freeze: { id: 'Bekukan', en: 'Freeze' },
  freezing: { id: 'Membekukan …', en: 'Freezing …' },
  frozen: {
    id: 'Arsip {year} versi {version} tersimpan: {count} objek.',
    en: 'Archive {year} version {version} is kept: {count} features.',
  },
  unchanged: {
    id: 'Arsip {year} sudah berisi data yang sama.',
    en: 'The archive of {year} holds the same already.',
  },
  height: { id: 'Tinggi', en: 'Height' },
  withProposals: { id: 'Dengan usulan', en: 'With proposals' },
  trial: { id: 'Percobaan', en: 'Trial' },
  failed: { id: 'Tidak berhasil: {detail}', en: 'Did not work: {detail}' },
  loading: { id: 'Memuat …', en: 'Loading …' },
} as const
