import type { Label } from '../../core/proposal/label.ts'

/* What is done with the files on their way to a layer, in words: ISO 19115's processing steps. */

export const bordersCleaned: Label = {
  id: 'Batas yang tidak sah diperbaiki. Untuk gambar, celah dan tumpang tindih antarbatas dihapus; batas sebagaimana diterima tetap dipakai untuk hitungan dan unduhan.',
  en: 'Invalid borders are repaired. For pictures, gaps and overlaps between borders are removed; borders as delivered are kept for computing and downloads.',
}
export const districtsDissolved: Label = {
  id: 'Batas kecamatan dibuat dengan menggabungkan desa menurut kodenya bila tidak ada berkas kecamatan.',
  en: 'Districts are made by joining villages by their code where no file of districts was delivered.',
}
export const figuresJoined: Label = {
  id: 'Angka terbaru tiap wilayah dihubungkan menurut kode wilayah; wilayah tanpa angka sendiri mendapat jumlah desanya.',
  en: 'The latest figures are joined by area code; an area without figures of its own gets the sum of its villages.',
}
export const povertyRate: Label = {
  id: 'Persentase penduduk miskin dihitung dari jumlah penduduk miskin dan jumlah penduduk desa, bukan rata-rata persentase.',
  en: 'The rate is computed from counts of poor people and of people of the village, never averaged.',
}
export const thirds: Label = {
  id: 'Desa dibagi tiga sama banyak menurut kemiskinan dan menurut penduduk di luar standar layanan.',
  en: 'Villages are divided in thirds by poverty and by people beyond service standards.',
}
export const coverage: Label = {
  id: 'Jarak lurus (lingkaran besar) dari tengah sel dan titik wakil desa ke fasilitas terdekat dibandingkan dengan jarak standar layanan.',
  en: 'Straight (great circle) distances from the middle of cells and the point of villages to the nearest facility are compared with the service standard.',
}
export const needGrid: Label = {
  id: 'Sel segi enam sama luas dibangun di atas permukiman, atau seluruh desa bila tidak ada data permukiman; penduduk desa dibagi menurut luas permukimannya di tiap sel.',
  en: 'Equal-area hexagons are built over settlements, or whole villages where none are known; people of a village are shared out by its settled area in each cell.',
}
export const facilitiesPlaced: Label = {
  id: 'Fasilitas ditempatkan menurut koordinatnya; yang tanpa koordinat tetap dihitung tetapi tidak digambar.',
  en: 'Facilities are placed by their coordinates; those without are counted but not drawn.',
}
export const proposalsRead: Label = {
  id: 'Kolom ekspor SIPD dikenali dari judulnya; rupiah, tanggal, volume, dan status dibaca ke bentuk baku. Baris yang ditolak dicatat dengan alasannya.',
  en: 'Columns of SIPD exports are recognised by heading; money, dates, volumes and statuses are read into one form. Refused rows are recorded with the reason.',
}
export const proposalsPlaced: Label = {
  id: 'Koordinat dibaca dari teks alamat dan dicocokkan dengan desa yang disebut; yang meragukan ditandai dan ditempatkan di desanya.',
  en: 'Coordinates are read out of address text and compared with the stated village; doubtful ones are marked and placed at their village.',
}
export const householdsHidden: Label = {
  id: 'Usulan untuk satu rumah tangga hanya ditampilkan di desanya; nama dan kontak pengusul tidak dipublikasikan.',
  en: 'Proposals for a single household are shown at their village only; names and contacts of proposers are not published.',
}
export const criteria: Label = {
  id: 'Kriteria dihitung pada skala 0–1000 dengan skala yang dibekukan saat impor; skor adalah rata-rata tertimbang menurut bobot yang berlaku.',
  en: 'Criteria are scaled to 0–1000 by scales frozen at import; the score is their mean by the weights in use.',
}
export const zoneFigures: Label = {
  id: 'Zona digambar perencana; angka di dalamnya dihitung saat disimpan, dibagi menurut luas permukiman di dalam zona.',
  en: 'Zones are drawn by planners; figures within are computed when saved, shared out by settled area within.',
}
