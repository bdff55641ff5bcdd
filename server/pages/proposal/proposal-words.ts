/** Texts of the page of one proposal. */
export const proposalWords = {
  all: { id: 'Semua usulan', en: 'All proposals' },
  kicker: { id: 'Usulan {code}, tahun {year}', en: 'Proposal {code}, {year}' },
  described: {
    id: '{status}. {place}. Biaya {cost}.',
    en: '{status}. {place}. Cost {cost}.',
  },
  share: { id: 'Bagikan', en: 'Share' },
  shared: { id: 'Tautan disalin', en: 'Link copied' },
  print: { id: 'Cetak', en: 'Print' },
  toPlan: { id: 'Lihat di ruang rencana', en: 'See it in the planner' },
  toMap: { id: 'Lihat di peta', en: 'See it on the map' },
  why: { id: 'Mengapa diusulkan', en: 'Why it is proposed' },
  noWhy: { id: 'Permasalahan belum ditulis.', en: 'The problem has not been described.' },
  where: { id: 'Di mana', en: 'Where' },
  address: { id: 'Alamat tertulis', en: 'Address as written' },
  officeFacts: { id: 'Kode dan rincian lain', en: 'Codes and other details' },
  coordinates: { id: 'Koordinat', en: 'Coordinates' },
  districtOf: { id: 'Kecamatan {name}', en: '{name} district' },
  placeUnknown: { id: 'Belum diketahui', en: 'Not known yet' },
  placeStated: {
    id: 'Tertulis “{stated}”, belum cocok dengan daftar desa.',
    en: 'Written as “{stated}”, which matches no village in the list yet.',
  },
  mapOf: {
    id: 'Peta Desa/Kelurahan {village} dengan letak usulan',
    en: 'Map of {village} with the place of the proposal',
  },
  nearestLine: { id: '{distance} ke {name}', en: '{distance} to {name}' },
  locator: { id: 'Letak dalam kabupaten/kota', en: 'Position within the regency' },
  facts: { id: 'Berapa dan untuk siapa', en: 'How much and for whom' },
  cost: { id: 'Biaya', en: 'Cost' },
  unknown: { id: 'Belum diisi', en: 'Not given' },
  volume: { id: 'Volume', en: 'Volume' },
  forWhom: { id: 'Penerima manfaat', en: 'Beneficiaries' },
  people: { id: '{count} orang', en: '{count} people' },
  villagePeople: { id: 'Warga desa', en: 'People of the village' },
  poorPeople: { id: '{count} orang di antaranya miskin', en: '{count} of them are poor' },
  poorWithheld: {
    id: 'penduduk miskin: {why}',
    en: 'poor people: withheld, too few to be told',
  },
  villageIndex: { id: 'Status indeks desa', en: 'Village index status' },
  nearest: { id: '{service} terdekat', en: 'Nearest {service}' },
  beyond: { id: 'di atas standar {distance}', en: 'beyond the standard of {distance}' },
  within: { id: 'dalam standar {distance}', en: 'within the standard of {distance}' },
  measured: {
    id: 'Garis lurus dari letak usulan ke {name}.',
    en: 'Straight line from the place of the proposal to {name}.',
  },
  measuredVillage: {
    id: 'Garis lurus dari tengah desa ke {name}.',
    en: 'Straight line from the middle of the village to {name}.',
  },
  sector: { id: 'Bidang', en: 'Sector' },
  agency: { id: 'Perangkat daerah', en: 'Agency' },
  source: { id: 'Asal usulan', en: 'Source' },
  programme: { id: 'Kode sub kegiatan', en: 'Programme code' },
  sources: { id: 'Sumber data', en: 'Sources' },
  json: { id: 'Data usulan ini (JSON)', en: 'Data of this proposal (JSON)' },
  sourceProposal: { id: 'Usulan', en: 'Proposal' },
  sourceAreas: { id: 'Batas desa', en: 'Village boundaries' },
  sourceFigures: { id: 'Angka desa', en: 'Village figures' },
  sourceFacilities: { id: 'Fasilitas', en: 'Facilities' },
  sourceStandard: { id: 'Standar jarak {service}', en: 'Distance standard for {service}' },
} as const

/** What a status means for the person who proposed, in a sentence. */
export const statusSentences = {
  draft: { id: 'Masih berupa konsep.', en: 'Still a draft.' },
  held: { id: 'Menunggu dimoderasi.', en: 'Waiting to be moderated.' },
  withdrawn: { id: 'Ditarik oleh pengusulnya.', en: 'Taken back by its proposer.' },
  submitted: {
    id: 'Menunggu diperiksa.',
    en: 'Waiting to be looked at.',
  },
  verified: {
    id: 'Kebenarannya sudah diperiksa; menunggu keputusan.',
    en: 'Checked on the facts and waiting for a decision.',
  },
  accepted: {
    id: 'Untuk masuk rencana kerja; belum berarti sudah dianggarkan.',
    en: 'For the work plan; it is not in the budget yet.',
  },
  returned: {
    id: 'Kembali kepada pengusul untuk diperbaiki.',
    en: 'Back with the proposer to be mended.',
  },
  rejected: { id: 'Tidak dilanjutkan.', en: 'It does not go on.' },
  postponed: {
    id: 'Dapat dibahas lagi pada tahun berikutnya.',
    en: 'It may be taken up again next year.',
  },
  planned: {
    id: 'Masuk rencana kerja pemerintah daerah (RKPD), menunggu anggaran.',
    en: 'In the local government’s work plan, waiting for a budget.',
  },
  budgeted: {
    id: 'Sudah dianggarkan dalam APBD, menunggu pelaksanaan.',
    en: 'In the budget, waiting to be carried out.',
  },
  'in-progress': { id: 'Sedang dikerjakan.', en: 'Being carried out.' },
  realised: { id: 'Sudah selesai dikerjakan.', en: 'Carried out and finished.' },
} as const

/** How well the place is known, in plain words. */
export const qualitySentences = {
  point: { id: 'Letaknya tepat.', en: 'The place is exact.' },
  area: {
    id: 'Baru desanya yang diketahui; tanda di peta berada di tengah desa, bukan letak tepatnya.',
    en: 'Only the village is known; the mark stands in the middle of the village, not at the exact place.',
  },
  conflict: {
    id: 'Letaknya sedang diperiksa. Sementara itu tanda di peta berada di tengah desa yang tertulis.',
    en: 'The place is being checked. Meanwhile the mark stands in the middle of the stated village.',
  },
  none: {
    id: 'Belum dapat ditunjukkan di peta, tetapi tetap dihitung dalam semua jumlah.',
    en: 'It cannot be shown on the map yet, but it counts in every total.',
  },
  household: {
    id: 'Usulan ini menyangkut rumah satu keluarga. Untuk melindungi keluarga itu, hanya desanya yang ditampilkan; letak dan alamat tepatnya hanya dilihat petugas.',
    en: 'This concerns one family’s house. To protect the family only the village is shown; the exact place and address are seen by officials only.',
  },
} as const

export const suggestionSentences = {
  'other-village': {
    id: 'Koordinat yang tertulis berada di desa/kelurahan lain.',
    en: 'The written coordinates lie in another village.',
  },
  'outside-district': {
    id: 'Koordinat yang tertulis berada di luar kabupaten/kota.',
    en: 'The written coordinates lie outside the regency.',
  },
} as const
