import type { Label } from '../../../core/proposal/label.ts'

/** Texts of the forms that change cycles. */
export const editorWords = {
  back: { id: 'Kembali ke jadwal', en: 'Back to the calendar' },
  saved: { id: 'Tersimpan.', en: 'Saved.' },
  save: { id: 'Simpan', en: 'Save' },
  newTitle: { id: 'Buat siklus', en: 'Make a cycle' },
  newLead: {
    id: 'Tahapnya diambil dari contoh susunan yang ikut dalam PetaUsul, dan semuanya dapat diubah sesudahnya. Contoh itu bukan peraturan.',
    en: 'Its stages come from the examples that ship with PetaUsul, and all of them can be changed afterwards. The examples are no regulation.',
  },
  region: { id: 'Daerah', en: 'Region' },
  planYear: { id: 'Tahun rencana dan anggaran (RKPD)', en: 'Year of plan and budget (RKPD)' },
  forumYear: { id: 'Tahun forum', en: 'Year of the forums' },
  realisationYear: { id: 'Tahun pelaksanaan', en: 'Year of the realisation' },
  yearHint: { id: 'Kosongkan untuk tahun sebelum rencana.', en: 'Leave empty for the year before the plan.' },
  sameHint: { id: 'Kosongkan untuk tahun rencana.', en: 'Leave empty for the year of the plan.' },
  timeZone: { id: 'Zona waktu', en: 'Time zone' },
  timeZoneHint: {
    id: 'Nama IANA: Asia/Jakarta atau Asia/Pontianak (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT).',
    en: 'IANA name: Asia/Jakarta or Asia/Pontianak (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT).',
  },
  tracks: { id: 'Jalur', en: 'Tracks' },
  beside: {
    id: 'Forum tersendiri di samping yang lain (anak, perempuan, lansia, penyandang disabilitas): hanya usulan forum itu yang diputuskan di sini',
    en: 'A forum of its own beside the others (children, women, elderly, people with disabilities): only what came into it is decided here',
  },
  usualDates: { id: 'Isi dengan tanggal yang lazim', en: 'Fill in the usual dates' },
  usualHint: {
    id: 'Tanpa tanggal, tidak satu tahap pun dibuka: usulan tahun itu belum dapat diputuskan.',
    en: 'Without dates no stage is open: proposals of that year cannot be decided on yet.',
  },
  settingsTitle: { id: 'Pengaturan siklus {year}', en: 'Settings of the cycle {year}' },
  grace: { id: 'Kelonggaran setelah batas akhir (menit)', en: 'Grace after an end (minutes)' },
  graceHint: {
    id: 'Yang tiba di server paling lambat sekian menit setelah batas akhir masih diterima.',
    en: 'What arrives at the server at most so many minutes after an end is still taken.',
  },
  pokirCloses: { id: 'Batas akhir Pokir DPRD', en: 'Deadline of the council’s Pokir' },
  pokirHint: {
    id: 'Lazimnya seminggu sebelum musrenbang kabupaten (Permendagri 33/2019, menurut laporan satu kabupaten; periksa).',
    en: 'Usually a week before the regency’s forum (Permendagri 33/2019, by a report of one regency; check).',
  },
  pokirLate: { id: 'Pokir yang terlambat', en: 'Pokir that come later' },
  deleteCycle: { id: 'Hapus siklus ini', en: 'Delete this cycle' },
  deleteCycleHint: {
    id: 'Hanya selama belum ada yang diputuskan di dalamnya.',
    en: 'Only while nothing has been decided in it.',
  },
  stageTitle: { id: '{stage}, {year}', en: '{stage}, {year}' },
  dates: { id: 'Nama dan tanggal', en: 'Name and dates' },
  nameId: { id: 'Nama (Indonesia)', en: 'Name (Indonesian)' },
  nameEn: { id: 'Nama (Inggris)', en: 'Name (English)' },
  opens: { id: 'Dibuka', en: 'Opens' },
  closes: { id: 'Ditutup', en: 'Closes' },
  datesHint: {
    id: 'Menurut jam {zone}. Saat tertulis di “Ditutup” sudah tertutup: untuk menutup pada akhir 28 Februari, tulis 1 Maret pukul 00.00.',
    en: 'By the clock of {zone}. At the moment of “Closes” it is closed already: to close at the end of 28 February, write 1 March 00:00.',
  },
  begunHint: {
    id: 'Tahap ini sudah mulai: batas akhir yang lebih lambat adalah perpanjangan, dengan alasan.',
    en: 'This stage has begun: a later end is an extension, with a reason.',
  },
  results: { id: 'Hasil keputusan', en: 'Results' },
  atOnce: { id: 'langsung tampil', en: 'shown at once' },
  announced: { id: 'tampil setelah diumumkan', en: 'shown once they are announced' },
  announces: { id: 'Rencana pengumuman', en: 'To be announced on' },
  areas: { id: 'Tanggal tersendiri per wilayah', en: 'Dates of their own by area' },
  areasHint: {
    id: 'Berlaku untuk wilayah itu dan semua di bawahnya. Kosongkan kedua tanggal untuk kembali mengikuti tanggal tahap.',
    en: 'For that area and all below it. Leave both dates empty to follow those of the stage again.',
  },
  area: { id: 'Wilayah', en: 'Area' },
  areaCode: { id: 'Kode atau pilih dari daftar', en: 'Code, or choose from the list' },
  whole: { id: 'Kosongkan untuk seluruh daerah.', en: 'Leave it empty for the whole region.' },
  extension: { id: 'Perpanjang', en: 'Extend' },
  until: { id: 'Diperpanjang sampai', en: 'Extended until' },
  reason: { id: 'Alasan (tampil untuk semua orang)', en: 'Reason (everyone reads it)' },
  extend: { id: 'Perpanjang', en: 'Extend' },
  closing: { id: 'Tutup sekarang', en: 'Close now' },
  closingHint: {
    id: 'Yang ditutup dapat dibuka kembali dengan memperpanjang.',
    en: 'What is closed is opened again by an extension.',
  },
  close: { id: 'Tutup sekarang', en: 'Close now' },
  rules: { id: 'Aturan', en: 'Rules' },
  actors: { id: 'Yang memutuskan', en: 'Who decides' },
  actorsHint: { id: 'Tanpa pilihan: siapa pun yang berhak.', en: 'None ticked: whoever has the right.' },
  checklist: { id: 'Yang diperiksa', en: 'What is checked' },
  required: { id: 'Wajib sebelum diterima', en: 'Demanded before accepting' },
  quotas: { id: 'Kuota usulan', en: 'Quotas of proposals' },
  quotaVillage: { id: 'Tiap desa/kelurahan', en: 'A village' },
  quotaDistrict: { id: 'Tiap kecamatan', en: 'A district' },
  quotaAgency: { id: 'Tiap perangkat daerah', en: 'An agency' },
  reasons: { id: 'Alasan yang dapat diberikan', en: 'Reasons that may be given' },
  reasonsHint: {
    id: 'Tanpa daftar, alasan ditulis bebas. Kosongkan satu baris untuk menghapusnya.',
    en: 'Without a list, reasons are written freely. Empty a row to remove it.',
  },
  code: { id: 'Kode', en: 'Code' },
  indonesian: { id: 'Indonesia', en: 'Indonesian' },
  english: { id: 'Inggris', en: 'English' },
  return: { id: 'kembalikan', en: 'return' },
  reject: { id: 'tolak', en: 'reject' },
  postpone: { id: 'tunda', en: 'postpone' },
  drop: { id: 'coret', en: 'drop' },
  sourceId: { id: 'Sumber aturan (Indonesia)', en: 'Source of the rules (Indonesian)' },
  sourceEn: { id: 'Sumber aturan (Inggris)', en: 'Source of the rules (English)' },
  ceilings: { id: 'Pagu indikatif', en: 'Ceilings' },
  ceilingsHint: {
    id: 'Tempel dari lembar kerja, satu baris satu pagu: wilayah (kode atau nama kecamatan), perangkat daerah, rupiah, sumber. Kolom dipisah tab, titik koma, atau koma; baris judul boleh ada. Isian ini menggantikan seluruh pagu tahap ini.',
    en: 'Paste from a spreadsheet, a ceiling a line: area (code or name of a district), agency, rupiah, source. Columns divided by tabs, semicolons or commas; a line of headings may be there. This replaces all ceilings of the stage.',
  },
  ceilingsSource: { id: 'Sumber untuk baris yang tidak menyebutnya', en: 'Source of lines that name none' },
  lineFault: {
    id: 'Baris {line}, {column}: diharapkan {expected}; tertulis “{received}”.',
    en: 'Line {line}, {column}: expected {expected}; it says “{received}”.',
  },
  remove: { id: 'Hapus tahap ini', en: 'Delete this stage' },
  removeHint: {
    id: 'Hanya selama belum ada yang diputuskan di dalamnya.',
    en: 'Only while nothing has been decided in it.',
  },
  addStage: { id: 'Tambah tahap', en: 'Add a stage' },
  stageKey: { id: 'Kunci (huruf kecil, angka, tanda hubung)', en: 'Key (small letters, digits, hyphens)' },
  kind: { id: 'Jenis', en: 'Kind' },
  after: { id: 'Setelah', en: 'After' },
  first: { id: '(paling awal)', en: '(the first)' },
  changed: {
    id: 'Siklus ini diubah orang lain sementara Anda mengisi. Isian Anda masih ada di bawah; periksa, lalu simpan lagi.',
    en: 'Somebody else changed this cycle while you were filling this in. What you typed is still below; check it and save again.',
  },
  changedItem: { id: '{what}, {at}', en: '{what}, {at}' },
  faulty: {
    id: 'Belum tersimpan. Isian Anda masih ada di bawah.',
    en: 'Not saved yet. What you typed is still below.',
  },
} as const satisfies Record<string, Label>

/** What a kind of change is called. */
export const CHANGE_WORDS: Readonly<Record<string, Label>> = {
  settings: { id: 'Pengaturan siklus', en: 'Settings of the cycle' },
  stage: { id: 'Isi tahap {stage}', en: 'Stage {stage}' },
  'stage-added': { id: 'Tahap baru {stage}', en: 'New stage {stage}' },
  'stage-removed': { id: 'Tahap {stage} dihapus', en: 'Stage {stage} deleted' },
  area: { id: 'Tanggal {area} di {stage}', en: 'Dates of {area} in {stage}' },
  extension: { id: 'Perpanjangan {stage} di {area}', en: 'Extension of {stage} in {area}' },
  closing: { id: 'Penutupan {stage} di {area}', en: 'Closing of {stage} in {area}' },
  ceilings: { id: 'Pagu {stage}', en: 'Ceilings of {stage}' },
}

/** What is wrong with a field, by the parameter that a fault names; the first that fits. */
export const FIELD_FAULTS: readonly [pattern: RegExp, label: Label][] = [
  [
    /^region$/,
    { id: 'Pilih daerah yang datanya sudah diimpor.', en: 'Choose a region whose data were imported.' },
  ],
  [
    /^planYear$/,
    {
      id: 'Isi tahun rencana antara 2000 dan 2100 yang belum mempunyai siklus.',
      en: 'Fill in a plan year from 2000 to 2100 that has no cycle yet.',
    },
  ],
  [
    /^(forumYear|realisationYear)$/,
    {
      id: 'Urutannya tahun forum, rencana, lalu pelaksanaan, terpaut paling banyak 3 tahun.',
      en: 'The order is forums, plan, then realisation, at most 3 years apart.',
    },
  ],
  [
    /^timeZone$/,
    {
      id: 'Isi nama zona waktu, misalnya Asia/Jakarta.',
      en: 'Fill in the name of a time zone, such as Asia/Jakarta.',
    },
  ],
  [/^tracks/, { id: 'Pilih desa, kelurahan, atau keduanya.', en: 'Tick desa, kelurahan or both.' }],
  [
    /^graceSeconds$/,
    { id: 'Isi menit bulat dari 0 sampai 1440.', en: 'Fill in whole minutes from 0 to 1440.' },
  ],
  [
    /^name/,
    {
      id: 'Isi nama tahap, paling panjang 200 huruf.',
      en: 'Fill in the name of the stage, at most 200 letters.',
    },
  ],
  [
    /^(opens|closes|until|announces|pokirCloses)$/,
    {
      id: 'Isi tanggal dan jam yang benar, dan yang akhir setelah yang awal.',
      en: 'Fill in a date and time, the end after the beginning.',
    },
  ],
  [
    /^reason$/,
    { id: 'Isi alasannya: semua orang akan membacanya.', en: 'Fill in the reason: everyone will read it.' },
  ],
  [/^area$/, { id: 'Isi wilayah yang ada di daerah ini.', en: 'Fill in an area of this region.' }],
  [
    /^quotas/,
    { id: 'Isi kuota dengan angka bulat di atas 0.', en: 'Fill in quotas as whole numbers above 0.' },
  ],
  [
    /^checklist/,
    {
      id: 'Isi tiap butir dengan teks, paling panjang 200 huruf.',
      en: 'Fill in a text for each item, at most 200 letters.',
    },
  ],
  [
    /^reasons/,
    {
      id: 'Tiap alasan mempunyai kode sendiri (huruf kecil, angka, tanda hubung), teks, dan sedikitnya satu tindakan.',
      en: 'Each reason has a code of its own (small letters, digits, hyphens), a text and at least one step.',
    },
  ],
  [
    /^(key|after)$/,
    {
      id: 'Isi kunci yang belum dipakai: huruf kecil, angka, tanda hubung.',
      en: 'Fill in a key that is not in use: small letters, digits, hyphens.',
    },
  ],
  [
    /^source/,
    { id: 'Isi sumbernya dengan teks yang lebih pendek.', en: 'Fill in the source in fewer letters.' },
  ],
  [/^version$/, { id: 'Buka halaman ini lagi.', en: 'Open this page again.' }],
]

/** What does not go now, by the parameter that it names, or without one. */
export const STATE_FAULTS: readonly [pattern: RegExp, label: Label][] = [
  [
    /^closes$/,
    {
      id: 'Tahap ini sudah mulai: batas akhir yang lebih lambat diisi di “Perpanjang”, dengan alasan.',
      en: 'This stage has begun: a later end is filled in under “Extend”, with a reason.',
    },
  ],
  [
    /^until$/,
    {
      id: 'Tahap ini tidak mempunyai batas akhir yang dapat diperpanjang di sana.',
      en: 'This stage has no end there that could be later.',
    },
  ],
  [
    /^area$/,
    {
      id: 'Di wilayah itu tahap ini sudah final, atau ditutup bersama wilayah di sekitarnya: buka di sana dahulu.',
      en: 'In that area this stage is final, or was closed with the area around it: open it there first.',
    },
  ],
  [
    /^planYear$/,
    {
      id: 'Daerah ini sudah mempunyai siklus untuk tahun itu.',
      en: 'This region has a cycle of that year already.',
    },
  ],
  [
    /^$/,
    {
      id: 'Tidak dapat: sudah ada keputusan di dalamnya, atau isinya sudah penuh.',
      en: 'Not possible: something was decided in it, or it is full.',
    },
  ],
]
