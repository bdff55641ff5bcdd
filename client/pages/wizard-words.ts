import type { FileRole, StatisticKey } from '../../core/import/guess-entries.ts'
import type { Label } from '../../core/proposal/label.ts'

/** Texts of the wizard that makes a district package of single files. */
export const wizardWords = {
  title: { id: 'Berkas yang akan diimpor', en: 'Files to import' },
  lead: {
    id: 'Periksa tebakan kami, lengkapi yang kurang, lalu mulai. Belum ada yang tersimpan.',
    en: 'Check what we guessed, fill in what is missing, then start. Nothing is stored yet.',
  },
  looking: { id: 'Membaca {name} …', en: 'Reading {name} …' },
  remove: { id: 'Keluarkan', en: 'Leave out' },
  removeNamed: { id: 'Keluarkan {name}', en: 'Leave out {name}' },
  lookAgain: { id: 'Baca lagi', en: 'Read again' },
  addMore: { id: 'Tambah berkas', en: 'Add files' },
  refused: {
    id: 'Tidak dapat dibaca sebagai data: {names}. Yang bisa: CSV, XLSX, GeoJSON, GeoPackage, FlatGeobuf, Shapefile, atau ZIP paket.',
    en: 'No data that can be read: {names}. What can: CSV, XLSX, GeoJSON, GeoPackage, FlatGeobuf, Shapefile, or a package as ZIP.',
  },
  role: { id: 'Isi berkas', en: 'What it holds' },
  chooseRole: { id: 'Pilih …', en: 'Choose …' },
  rows: { id: '{count} baris', en: '{count} rows' },
  rowsMore: { id: '{count} baris pertama dibaca', en: 'first {count} rows read' },
  placed: { id: '{count} punya letak', en: '{count} have a place' },
  faulty: {
    id: '{count} baris tidak terbaca utuh; yang pertama: baris {row}: {reason}',
    en: '{count} rows cannot be read whole; the first: row {row}: {reason}',
  },
  sample: { id: '{count} baris pertama', en: 'First {count} rows' },
  row: { id: 'Baris', en: 'Row' },
  map: { id: 'Peta letak {count} baris dari {name}', en: 'Map of where {count} rows of {name} lie' },
  noMap: {
    id: 'Tidak ada koordinat di berkas ini. Letak dicari dari nama desa.',
    en: 'The file holds no coordinates. Places are found by the names of villages.',
  },
  year: { id: 'Tahun', en: 'Year' },
  format: { id: 'Bentuk', en: 'Form' },
  sipd: { id: 'Ekspor SIPD', en: 'Export of SIPD' },
  petausul: { id: 'Berkas PetaUsul', en: 'File of PetaUsul' },
  level: { id: 'Tingkat', en: 'Level' },
  code: { id: 'Kolom kode wilayah', en: 'Column of area codes' },
  name: { id: 'Kolom nama', en: 'Column of names' },
  areaCode: { id: 'Kolom kode desa', en: 'Column of village codes' },
  values: { id: 'Angka', en: 'Figures' },
  type: { id: 'Kolom jenis', en: 'Column of types' },
  constant: { id: 'atau semuanya berjenis', en: 'or all are of the type' },
  lon: { id: 'Kolom bujur', en: 'Column of longitudes' },
  lat: { id: 'Kolom lintang', en: 'Column of latitudes' },
  titleField: { id: 'Judul lapisan', en: 'Title of the layer' },
  source: { id: 'Sumber data (boleh kosong)', en: 'Source of the data (may be empty)' },
  none: { id: '–', en: '–' },
  required: { id: 'Perlu diisi', en: 'To be filled in' },
  district: { id: 'Daerah', en: 'District' },
  addTo: { id: 'Tambahkan ke {name}', en: 'Add to {name}' },
  addToNote: {
    id: 'Data yang sudah ada tetap; usulan dengan ID yang sama diperbarui.',
    en: 'What is there stays; proposals with the same ID are brought up to date.',
  },
  replaces: {
    id: 'Ganti isi berkas bernama sama yang sudah ada',
    en: 'Replace what files of the same name brought before',
  },
  newDistrict: { id: 'Daerah baru', en: 'A new district' },
  newNote: {
    id: 'Butuh batas desa: tambahkan berkasnya (GeoJSON, GeoPackage, atau Shapefile).',
    en: 'It needs the borders of villages: add their file (GeoJSON, GeoPackage or Shapefile).',
  },
  districtId: { id: 'Kode wilayah (mis. 62.01)', en: 'Area code (such as 62.01)' },
  districtName: { id: 'Nama (mis. Kabupaten Contoh)', en: 'Name' },
  codeEdition: { id: 'Edisi kode wilayah', en: 'Edition of area codes' },
  workingCrs: { id: 'Sistem koordinat untuk jarak (EPSG)', en: 'CRS for distances (EPSG)' },
  standards: { id: 'Standar jarak', en: 'Distance standards' },
  standardsNote: {
    id: 'Sejauh apa warga boleh tinggal dari fasilitas terdekat. Dari sini dihitung cakupan layanan dan warga baru terlayani.',
    en: 'How far people may live from the nearest facility. Coverage and people newly served are computed from it.',
  },
  standardDistance: { id: 'Paling jauh dari {service} (km)', en: 'At most from {service} (km)' },
  standardSource: { id: 'Sumber standar {service}', en: 'Source of the standard for {service}' },
  standardWrong: { id: 'Isi jarak dalam km, di atas 0', en: 'Enter a distance in km, above 0' },
  start: { id: 'Impor {count} berkas', en: 'Import {count} files' },
  saveManifest: { id: 'Unduh district.json', en: 'Download district.json' },
  incomplete: {
    id: 'Masih ada yang perlu diisi (ditandai merah).',
    en: 'Something is still to be filled in (marked red).',
  },
  noBorders: {
    id: 'Daerah baru butuh satu berkas batas desa.',
    en: 'A new district needs one file with the borders of villages.',
  },
  composing: { id: 'Menyusun paket …', en: 'Putting the package together …' },
}

export const roleWords: Record<FileRole, Label> = {
  proposals: { id: 'Usulan', en: 'Proposals' },
  areas: { id: 'Batas wilayah', en: 'Boundaries' },
  statistics: { id: 'Angka desa', en: 'Village figures' },
  facilities: { id: 'Fasilitas', en: 'Facilities' },
  layers: { id: 'Lapisan peta', en: 'Map layer' },
}

export const levelWords: Record<'village' | 'district' | 'regency' | 'province', Label> = {
  village: { id: 'Desa/kelurahan', en: 'Village' },
  district: { id: 'Kecamatan', en: 'District (kecamatan)' },
  regency: { id: 'Kabupaten/kota', en: 'Regency or city' },
  province: { id: 'Provinsi', en: 'Province' },
}

export const statisticWords: Record<StatisticKey, Label> = {
  population: { id: 'Jumlah penduduk', en: 'Population' },
  poorPopulation: { id: 'Penduduk miskin (jiwa)', en: 'Poor people (count)' },
  idm: { id: 'Nilai IDM', en: 'IDM value' },
  idmStatus: { id: 'Status IDM', en: 'IDM status' },
}
