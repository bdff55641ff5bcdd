import { speak } from '../../i18n/speak.ts'

const words = {
  ceiling: { id: 'Pagu per kelompok', en: 'Ceiling per group' },
  ceilingHint: {
    id: 'Batas rupiah tiap kecamatan, OPD, atau bidang',
    en: 'A limit for each district, agency or sector',
  },
  quota: { id: 'Kuota', en: 'Quota' },
  quotaHint: { id: 'Mis. tiap desa 5 fisik + 5 nonfisik', en: 'E.g. 5 physical + 5 non-physical a village' },
  'near-duplicates': { id: 'Usulan kembar cukup satu', en: 'One of near-duplicates' },
  'near-duplicatesHint': {
    id: 'Judul mirip di tempat yang berdekatan',
    en: 'Like titles at neighbouring places',
  },
  'near-duplicatesText': {
    id: 'Dari usulan yang judul dan tempatnya hampir sama, paling banyak satu didanai.',
    en: 'Of proposals with almost the same title and place, at most one is funded.',
  },
  'one-of': { id: 'Paling banyak satu dari', en: 'At most one of' },
  'one-ofHint': {
    id: 'Usulan yang saling menggantikan, Anda pilih sendiri',
    en: 'Proposals that stand in for each other, chosen by you',
  },
  'one-ofText': {
    id: 'Pilih dua usulan atau lebih; paling banyak satu di antaranya didanai.',
    en: 'Choose two proposals or more; at most one of them is funded.',
  },
  'poorest-share': { id: 'Bagian seperlima termiskin', en: 'Share of the poorest fifth' },
  'poorest-shareHint': {
    id: 'Persen rupiah untuk desa termiskin',
    en: 'Per cent of the rupiah to the poorest villages',
  },
  'poorest-shareText': {
    id: 'dari rupiah yang terpakai untuk desa tempat seperlima penduduk termiskin tinggal.',
    en: 'of the rupiah spent go to the villages of the poorest fifth of the people.',
  },
  fund: { id: 'Wajib didanai', en: 'Must be funded' },
  fundHint: { id: 'Usulan yang sudah diputuskan', en: 'Proposals already decided on' },
  'leave-out': { id: 'Tidak didanai', en: 'Not to be funded' },
  'leave-outHint': { id: 'Usulan yang dikeluarkan forum', en: 'Proposals the forum took out' },
  per: { id: 'Tiap', en: 'Each' },
  districtCode: { id: 'kecamatan', en: 'district' },
  villageCode: { id: 'desa', en: 'village' },
  agency: { id: 'OPD', en: 'agency' },
  sector: { id: 'bidang', en: 'sector' },
  same: { id: 'Sama rata', en: 'The same for all' },
  each: { id: 'Beda-beda', en: 'Its own for some' },
  spread: { id: 'Cara membagi', en: 'How to share' },
  atMost: { id: 'Paling banyak', en: 'At most' },
  each1: { id: 'tiap {group}', en: 'each {group}' },
  limit: { id: 'Batas tiap {group}', en: 'Limit of each {group}' },
  limitOf: { id: 'Batas {name}', en: 'Limit of {name}' },
  addGroup: { id: 'Tambah {group} …', en: 'Add a {group} …' },
  removeGroup: { id: 'Hapus batas {name}', en: 'Remove the limit of {name}' },
  noGroups: {
    id: 'Pilih {group} yang diberi batas; lainnya bebas.',
    en: 'Choose each {group} that has a limit; the others have none.',
  },
  bound: { id: 'Kuota berupa', en: 'The quota is' },
  maximum: { id: 'paling banyak', en: 'at most' },
  minimum: { id: 'paling sedikit', en: 'at least' },
  physical: { id: 'fisik', en: 'physical' },
  other: { id: 'nonfisik', en: 'non-physical' },
  all: { id: 'semua jenis', en: 'of any kind' },
  free: { id: 'bebas', en: 'free' },
  search: { id: 'Cari usulan (judul, desa, kode)', en: 'Find a proposal (title, village, code)' },
  found: { id: '{count} usulan cocok', en: '{count} proposals match' },
  noneFound: {
    id: 'Tidak ada yang cocok dalam saringan sekarang.',
    en: 'Nothing matches among the present filters.',
  },
  removeCode: { id: 'Lepas {name}', en: 'Take {name} off' },
  addMarked: { id: 'Tambahkan {count} yang ditandai', en: 'Add the {count} marked' },
  empty: {
    id: 'Belum ada: cari di bawah, atau klik titik di peta.',
    en: 'None yet: search below, or click a point on the map.',
  },
} as const

export const conditionText = speak(words)
