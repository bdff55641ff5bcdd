import { speak } from '../../i18n/speak.ts'

const words = {
  ceiling: { id: 'Pagu per kelompok', en: 'Ceiling per group' },
  ceilingHint: {
    id: 'Batas rupiah tiap kecamatan, desa, OPD, bidang …',
    en: 'A limit for each district, village, agency, sector …',
  },
  floor: { id: 'Jatah paling sedikit', en: 'At least so much' },
  floorHint: {
    id: 'Rupiah, persen, atau jumlah usulan untuk kecamatan, desa, OPD, bidang …',
    en: 'Rupiah, per cent or proposals for a district, village, agency, sector …',
  },
  forWhom: { id: 'Untuk', en: 'For' },
  measure: { id: 'Dihitung dalam', en: 'Counted in' },
  rupiah: { id: 'rupiah', en: 'rupiah' },
  percent: { id: '% rupiah terpakai', en: '% of the rupiah spent' },
  proposals: { id: 'jumlah usulan', en: 'proposals' },
  ofRupiah: { id: '% dari rupiah terpakai', en: '% of the rupiah spent' },
  ofProposals: { id: 'usulan', en: 'proposals' },
  leastEach: { id: 'Paling sedikit tiap {group}', en: 'At least for each {group}' },
  leastOf: { id: 'Paling sedikit untuk {name}', en: 'At least for {name}' },
  addLeast: { id: 'Tambah {group} …', en: 'Add a {group} …' },
  removeLeast: { id: 'Hapus jatah {name}', en: 'Remove what {name} gets' },
  noLeast: {
    id: 'Pilih {group} yang diberi jatah; lainnya bebas.',
    en: 'Choose each {group} that gets a minimum; the others have none.',
  },
  percentText: {
    id: 'Dihitung dari rupiah yang terpakai, bukan dari pagu.',
    en: 'Of the rupiah that are spent, not of the budget.',
  },
  requires: { id: 'Hanya bila yang lain didanai', en: 'Only if others are funded' },
  requiresHint: {
    id: 'B baru boleh didanai kalau A juga didanai',
    en: 'B may be funded only if A is',
  },
  requiresOne: { id: 'Usulan ini …', en: 'This proposal …' },
  requiresNeeds: { id: '… hanya bila semua ini didanai', en: '… only if all of these are funded' },
  requiresFind: { id: 'Cari usulan yang bersyarat', en: 'Find the proposal that depends' },
  needsFind: { id: 'Cari usulan prasyaratnya', en: 'Find what it needs' },
  bundle: { id: 'Satu paket: semua atau tidak', en: 'All together or none' },
  bundleHint: {
    id: 'Usulan yang tidak berguna kalau didanai sebagian',
    en: 'Proposals that are of no use in part',
  },
  bundleText: {
    id: 'Pilih dua usulan atau lebih; semuanya didanai, atau tidak satu pun.',
    en: 'Choose two proposals or more; all of them are funded, or none.',
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
    id: 'dari rupiah yang terpakai untuk desa-desa seperlima penduduk termiskin; tiap desa masuk utuh.',
    en: 'of the rupiah spent go to the villages of the poorest fifth of the people, each counted whole.',
  },
  'people-served': { id: 'Warga baru terlayani', en: 'People newly served' },
  'people-servedHint': {
    id: 'Paling sedikit sekian orang baru terjangkau layanan',
    en: 'At least so many people newly within a service’s standard',
  },
  ofPeople: { id: 'orang', en: 'people' },
  fund: { id: 'Wajib didanai', en: 'Must be funded' },
  fundHint: { id: 'Usulan yang sudah diputuskan', en: 'Proposals already decided on' },
  'leave-out': { id: 'Tidak didanai', en: 'Not to be funded' },
  'leave-outHint': { id: 'Usulan yang dikeluarkan forum', en: 'Proposals the forum took out' },
  per: { id: 'Tiap', en: 'Each' },
  districtCode: { id: 'kecamatan', en: 'district' },
  villageCode: { id: 'desa', en: 'village' },
  agency: { id: 'OPD', en: 'agency' },
  sector: { id: 'bidang', en: 'sector' },
  kind: { id: 'jenis belanja', en: 'kind of spending' },
  source: { id: 'asal usulan', en: 'source' },
  quintile: { id: 'kelompok kemiskinan', en: 'fifth of the people' },
  fifth: { id: 'Seperlima penduduk ke-{n}', en: 'Fifth {n} of the people' },
  fifthPoorest: { id: 'Seperlima penduduk termiskin', en: 'The poorest fifth of the people' },
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
  ungrouped: { id: 'Usulan tanpa {group}', en: 'Proposals without a {group}' },
  ungroupedName: { id: 'Tanpa {group}', en: 'Without a {group}' },
  ungroupedLimited: { id: 'satu kelompok, batas yang sama', en: 'one group, the same limit' },
  ungroupedFree: { id: 'di luar pagu ini', en: 'outside this ceiling' },
  twins: { id: 'Yang dianggap kembar', en: 'What counts as twins' },
  twinsPlace: { id: 'judul dan tempat sama (≤ 50 m)', en: 'same title and place (≤ 50 m)' },
  twinsVillage: { id: 'judul dan desa sama', en: 'same title and village' },
  twinsVillageText: {
    id: 'Dari usulan yang judul dan desanya sama, paling banyak satu didanai. Yang memang berbeda bisa dibolehkan di paketnya.',
    en: 'Of proposals with the same title in the same village, at most one is funded. Different works can be allowed in the package.',
  },
  twinsAllowed: {
    id: '{count} usulan sudah diperiksa dan boleh didanai bersama.',
    en: '{count} proposals were looked at and may be funded together.',
  },
  twinsForget: { id: 'Batalkan', en: 'Take back' },
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
  outsideFilters: { id: 'tidak ada dalam saringan sekarang', en: 'not among the present filters' },
  refusedCodes: {
    id: 'Syarat “{name}”: {what} tidak ikut bersaing dalam saringan sekarang. Lepas dari syarat itu, atau ubah saringannya.',
    en: 'Condition “{name}”: {what} does not compete under the present filters. Take it off the condition, or change the filters.',
  },
  refused: {
    id: 'Syarat “{name}” tidak dimengerti server: {what}',
    en: 'The server did not understand the condition “{name}”: {what}',
  },
  removeCode: { id: 'Lepas {name}', en: 'Take {name} off' },
  addMarked: { id: 'Tambahkan {count} yang ditandai', en: 'Add the {count} marked' },
  empty: {
    id: 'Belum ada: cari di bawah, atau klik titik di peta.',
    en: 'None yet: search below, or click a point on the map.',
  },
} as const

export const conditionText = speak(words)

/** A fifth of the people by poverty, 1 the poorest. */
export function fifthText(n: number): string {
  return n === 1 ? conditionText('fifthPoorest') : conditionText('fifth', { n })
}
