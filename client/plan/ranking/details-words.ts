import { speak } from '../../i18n/speak.ts'

const words = {
  title: { id: 'Mengapa di urutan ini?', en: 'Why this rank?' },
  close: { id: 'Tutup penjelasan', en: 'Close the explanation' },
  loading: { id: 'Mengambil penjelasan …', en: 'Fetching the explanation …' },
  failed: { id: 'Penjelasan belum bisa dimuat.', en: 'The explanation could not be loaded.' },
  alike: {
    id: 'Judul dan desanya sama; periksa apakah kembar:',
    en: 'The same title and village; check whether they are twins:',
  },
  rank: { id: 'Urutan {rank} dari {of}', en: 'Rank {rank} of {of}' },
  leftOut: {
    id: 'Tidak ikut diperingkat: belum ada data untuk {names}.',
    en: 'Not ranked: no data for {names}.',
  },
  waiting: { id: 'Menunggu data usulan …', en: 'Waiting for the proposals …' },
  noProposals: { id: 'Data usulan belum bisa dimuat.', en: 'The proposals could not be loaded.' },
  notInFilter: {
    id: 'Usulan ini tidak termasuk saringan sekarang, jadi tidak ikut diperingkat.',
    en: 'The present filters leave this proposal out, so it is not ranked.',
  },
  notHere: {
    id: 'Usulan terlalu banyak untuk peramban; buka usulan ini dari baris peringkatnya, atau persempit saringan.',
    en: 'Too many proposals for the browser: open it from its line of the ranking, or narrow the filters.',
  },
  furtherDown: {
    id: 'Peringkat ini dihitung server dan belum dimuat sampai usulan ini; gulir daftarnya ke bawah.',
    en: 'The server works this ranking out, and it is not loaded as far as this proposal: scroll down the list.',
  },
  allZero: {
    id: 'Semua bobot 0, jadi belum ada peringkat.',
    en: 'All weights are 0, so nothing is ranked yet.',
  },
  unknown: {
    id: 'Usulan ini tidak ditemukan. Mungkin sudah dihapus atau ditarik dari umum.',
    en: 'There is no such proposal. It may have been removed or taken back.',
  },
  rawLoading: { id: 'dimuat …', en: 'loading …' },
  rawFailed: { id: 'belum termuat', en: 'not loaded' },
  rawMissing: { id: 'belum ada', en: 'none yet' },
  rawWithheld: { id: 'tidak ditampilkan', en: 'not shown' },
  retry: { id: 'Coba lagi', en: 'Try again' },
  criterion: { id: 'Kriteria', en: 'Criterion' },
  raw: { id: 'Nilai', en: 'Value' },
  /** With a joiner, so that a narrow column breaks before the range. */
  perMille: { id: 'Angka 0–\u20601.000', en: '0–\u20601,000' },
  weight: { id: 'Bobot', en: 'Weight' },
  points: { id: 'Poin', en: 'Points' },
  silent: { id: 'Belum ada data untuk: {names}.', en: 'No data yet for: {names}.' },
  sum: { id: 'Jumlah', en: 'Sum' },
  lineTop: { id: '{top} usulan teratas', en: 'the top {top}' },
  lineBudget: { id: 'yang terdanai dengan {rupiah}', en: 'those that {rupiah} funds' },
  above: { id: 'Termasuk {line}.', en: 'Among {line}.' },
  'over-budget': {
    id: 'Biayanya sendiri sudah melebihi anggaran, jadi tidak bisa termasuk {line}.',
    en: 'Its own cost exceeds the budget, so it cannot be among {line}.',
  },
  'no-cost': {
    id: 'Biayanya belum diisi, jadi tidak bisa termasuk {line}.',
    en: 'Its cost is not filled in, so it cannot be among {line}.',
  },
  'no-line': { id: 'Tidak ada yang di atas garis.', en: 'Nothing is above the line.' },
  'not-ranked': { id: 'Tidak ikut diperingkat.', en: 'Not ranked.' },
  below: {
    id: 'Kurang {points} poin untuk termasuk {line}.',
    en: '{points} points short of {line}.',
  },
  searching: {
    id: 'Mencari perubahan terkecil yang menaikkannya …',
    en: 'Searching for the smallest change that lifts it …',
  },
  searchFailed: {
    id: 'Perubahan terkecil belum bisa dicari di peramban ini; halaman usulan menunjukkannya.',
    en: 'The smallest change could not be searched for in this browser; the proposal’s page shows it.',
  },
  topsis: {
    id: 'Tabel ini menunjukkan bobot × nilai. TOPSIS tidak menjumlahkannya, melainkan mengukur jarak ke usulan terbaik dan terburuk pada tiap kriteria.',
    en: 'The table shows weight × value. TOPSIS does not add these up: it measures distances to the best and the worst on each criterion.',
  },
  promethee: {
    id: 'Tabel ini menunjukkan bobot × nilai. PROMETHEE II tidak menjumlahkannya, melainkan menghitung kemenangan atas usulan lain pada tiap kriteria.',
    en: 'The table shows weight × value. PROMETHEE II does not add these up: it counts wins over other proposals on each criterion.',
  },
  flows: {
    id: 'PROMETHEE I: menang {won} dan kalah {lost} (0 sampai 1) atas usulan lain.',
    en: 'PROMETHEE I: wins {won} from and loses {lost} to the others (0 to 1).',
  },
  incomparable: {
    id: 'Tidak dapat dibandingkan dengan {count} usulan: yang satu menang lebih banyak, tetapi kalah lebih banyak juga. Urutan di antara mereka bergantung pada selisihnya saja.',
    en: 'Incomparable with {count} proposals: one wins more, but loses more too. Their order rests on the difference alone.',
  },
  comparable: {
    id: 'Dapat dibandingkan dengan semua usulan lain.',
    en: 'Comparable with all others.',
  },
  notAbove: { id: 'Tidak termasuk {line}.', en: 'Not among {line}.' },
  tooMany: {
    id: 'Usulannya terlalu banyak untuk menghitung perubahan terkecil di peramban; persempit saringan.',
    en: 'Too many proposals to reckon the smallest change in the browser; narrow the filters.',
  },
  single: {
    id: 'Satu dari perubahan ini cukup, yang lain tetap:',
    en: 'One of these changes is enough, all else as it is:',
  },
  several: {
    id: 'Tidak satu pun cukup sendirian. Bersama-sama cukup:',
    en: 'None is enough alone. Together these are:',
  },
  /** Of TOPSIS on vector norms alone. */
  notProven: {
    id: 'Ini yang terkecil yang ditemukan. Pada TOPSIS semua usulan saling memengaruhi, jadi perubahan lain yang lebih kecil mungkin ada.',
    en: 'This is the smallest that was found. By TOPSIS all proposals affect each other, so a smaller change may exist.',
  },
  beyondReach: {
    id: 'Perubahan pada usulan ini sendiri tidak cukup.',
    en: 'Changes to the proposal itself are not enough.',
  },
  onlyPlace: {
    id: 'Yang akan cukup hanya {names}: itu keadaan tempatnya, bukan isi usulan.',
    en: 'Only {names} would do: that is what the place is like, not what is proposed.',
  },
  inPerMille: { id: '(angka 0–1.000: {from} → {to})', en: '(0–1,000: {from} → {to})' },
  studied: {
    id: 'Uji ketahanan: di {share} dari bobot acak termasuk {line}; di {first} menjadi yang pertama; urutan {low}–{high} pada 90 % bobot acak di tengah.',
    en: 'Robustness: among {line} under {share} of random weights; first under {first}; rank {low}–{high} under the middle 90 %.',
  },
  studyStale: {
    id: 'Bobot atau data sudah berubah sejak uji itu.',
    en: 'Weights or data have changed since.',
  },
  source: { id: 'Sumber: {text}', en: 'Source: {text}' },
  open: { id: 'Buka halaman usulan', en: 'Open the proposal’s page' },
  show: { id: 'Tampilkan di peta', en: 'Show on the map' },
} as const

export const detailsText = speak(words)
