/** Texts of the score of a proposal on its page. */
export const scoreWords = {
  title: { id: 'Skor dan sebabnya', en: 'The score and why' },
  how: { id: 'Bagaimana skor ini dihitung', en: 'How this score is worked out' },
  pending: {
    id: 'Skor sedang dihitung. Muat ulang halaman ini sebentar lagi.',
    en: 'The score is being computed. Load this page again in a moment.',
  },
  noScore: {
    id: 'Belum ada skor: ada nilai wajib yang belum diisi.',
    en: 'No score yet: a value that is required is missing.',
  },
  rank: {
    id: 'Peringkat {rank} dari {of} usulan tahun {year} yang masih bersaing.',
    en: 'Rank {rank} of {of} proposals of {year} that still compete.',
  },
  notRanked: {
    id: 'Usulan yang ditolak, dikembalikan, atau sudah mendapat anggaran tidak bersaing, jadi tidak ikut diurutkan.',
    en: 'What was rejected, sent back or has money already does not compete, and so is not ranked.',
  },
  list: { id: 'Sumbangan tiap kriteria', en: 'What each criterion adds' },
  legend: {
    id: 'Panjang batang: bobot kriteria. Bagian berwarna: nilai usulan ini.',
    en: 'Length of the bar: weight of the criterion. Coloured part: the value of this proposal.',
  },
  points: { id: '+{points} poin', en: '+{points} points' },
  ofMost: { id: 'nilai {value} dari 1.000, bobot {weight}', en: 'value {value} of 1,000, weight {weight}' },
  withheld: {
    id: 'tidak ditampilkan untuk melindungi satu keluarga',
    en: 'not shown, to protect one family',
  },
  filledIn: {
    id: 'Belum ada datanya; sementara dihitung {value} dari 1.000.',
    en: 'No data yet; counted as {value} of 1,000 for now.',
  },
  outOfRange: {
    id: 'Tercatat {raw}, di luar batas wajar; sementara dihitung {value} dari 1.000.',
    en: 'Recorded as {raw}, outside the valid range; counted as {value} of 1,000 for now.',
  },
  noData: { id: 'Belum ada datanya', en: 'No data yet' },
  noDataNote: {
    id: 'Kriteria ini sekarang tidak menambah skor. Lengkapi datanya agar ikut dihitung.',
    en: 'These add nothing to the score now. Fill them in so that they count.',
  },
  mostPoints: { id: 'sampai {points} poin', en: 'up to {points} points' },
  model: {
    id: 'Bobot: {title}, versi {version}.',
    en: 'Weights: {title}, version {version}.',
  },
  json: { id: 'Perhitungan lengkap (JSON)', en: 'The whole calculation (JSON)' },
} as const

/** The methods by name, the range of their scores, and what the list of criteria then tells. */
export const methodWords = {
  title: { id: 'Cara memeringkat', en: 'How to rank' },
  'weighted-sum': {
    name: { id: 'Jumlah terbobot', en: 'Weighted sum' },
    outOf: { id: 'dari 1.000', en: 'of 1,000' },
  },
  topsis: {
    name: { id: 'TOPSIS', en: 'TOPSIS' },
    outOf: { id: 'kedekatan TOPSIS (0 sampai 1)', en: 'TOPSIS closeness (0 to 1)' },
    note: {
      id: 'Daftar ini menunjukkan bobot × nilai. TOPSIS tidak menjumlahkannya, melainkan mengukur jarak ke usulan terbaik dan terburuk pada tiap kriteria. Yang dipakai angka 0–1.000, bukan nilai asli seperti pada TOPSIS yang diterbitkan.',
      en: 'The list shows weight × value. TOPSIS does not add these up: it measures distances to the best and the worst on each criterion. It takes 0–1,000, not raw values as the published TOPSIS does.',
    },
  },
  promethee: {
    name: { id: 'PROMETHEE II', en: 'PROMETHEE II' },
    outOf: { id: 'aliran bersih PROMETHEE II (−1 sampai 1)', en: 'PROMETHEE II net flow (−1 to 1)' },
    note: {
      id: 'Daftar ini menunjukkan bobot × nilai. PROMETHEE II tidak menjumlahkannya, melainkan menghitung kemenangan atas usulan lain pada tiap kriteria.',
      en: 'The list shows weight × value. PROMETHEE II does not add these up: it counts wins over other proposals on each criterion.',
    },
  },
} as const

/** What would lift the proposal, or why nothing is said of it. */
export const liftWords = {
  above: {
    id: 'Usulan ini termasuk {above} usulan teratas ({share} terbaik).',
    en: 'This proposal is among the first {above} (the best {share}).',
  },
  single: {
    id: 'Agar masuk {above} usulan teratas ({share} terbaik), satu perubahan cukup: {change}.',
    en: 'To be among the first {above} (the best {share}), one change is enough: {change}.',
  },
  several: {
    id: 'Agar masuk {above} usulan teratas ({share} terbaik), perlu sekaligus: {changes}.',
    en: 'To be among the first {above} (the best {share}), these are needed together: {changes}.',
  },
  outOfReach: {
    id: 'Untuk masuk {above} usulan teratas ({share} terbaik), perubahan pada usulan ini saja tidak cukup.',
    en: 'Changes to this proposal alone are not enough to be among the first {above} (the best {share}).',
  },
  and: { id: '; ', en: '; ' },
} as const
