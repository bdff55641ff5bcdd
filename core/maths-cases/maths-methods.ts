import type { Label } from '../proposal/label.ts'

/** A method as people meet it, and the reference cases that hold it to account. */
export interface MathsMethod {
  readonly key: string
  readonly title: Label
  /** What it is for, in one plain sentence. */
  readonly purpose: Label
  /** Ids of its cases begin with one of these. */
  readonly cases: readonly string[]
}

/** Every reference case belongs to exactly one of these; a test sees to it. */
export const mathsMethods: readonly MathsMethod[] = [
  {
    key: 'weighted-sum',
    title: { id: 'Jumlah berbobot', en: 'Weighted sum' },
    purpose: {
      id: 'Menggabungkan nilai semua kriteria menjadi satu skor untuk tiap usulan.',
      en: 'Brings the values of all criteria together into one score for each proposal.',
    },
    cases: ['weighted-sum'],
  },
  {
    key: 'topsis',
    title: { id: 'TOPSIS', en: 'TOPSIS' },
    purpose: {
      id: 'Mengurutkan usulan menurut seberapa dekat ke yang terbaik dan jauh dari yang terburuk. TOPSIS yang diterbitkan memakai nilai asli; peringkat di sini memakai angka 0–1.000 tiap kriteria, kecuali bila nilai asli dipilih. Urutannya bisa berbeda, seperti pada contoh di bawah.',
      en: 'Ranks proposals by how near they are to the best and how far from the worst. The published TOPSIS uses raw values; rankings here use each criterion’s 0–1,000 unless raw values are chosen. The order may differ, as in the examples below.',
    },
    cases: ['topsis', 'flip'],
  },
  {
    key: 'promethee',
    title: { id: 'PROMETHEE I dan II', en: 'PROMETHEE I and II' },
    purpose: {
      id: 'Mengurutkan usulan dengan membandingkannya berpasangan (II), dan menunjukkan pasangan yang tidak dapat dibandingkan: menang lebih banyak, tetapi kalah lebih banyak juga (I).',
      en: 'Ranks proposals by comparing them in pairs (II), and shows which pairs cannot be compared: one wins more, but loses more too (I).',
    },
    cases: ['promethee'],
  },
  {
    key: 'ahp',
    title: { id: 'Bobot dari perbandingan (AHP)', en: 'Weights from comparisons (AHP)' },
    purpose: {
      id: 'Menurunkan bobot dari jawaban “mana yang lebih penting”, dan memeriksa apakah jawabannya sejalan.',
      en: 'Derives weights from answers to “which matters more”, and checks whether the answers agree.',
    },
    cases: ['ahp'],
  },
  {
    key: 'entropy',
    title: { id: 'Bobot dari keragaman data', en: 'Weights from the spread of the data' },
    purpose: {
      id: 'Entropi memberi bobot lebih pada kriteria yang paling membedakan usulan: yang diterbitkan pada nilai asli, di sini pada angka 0–1.000 kecuali bila nilai asli dipilih. Hasilnya berbeda, seperti pada contoh di bawah.',
      en: 'Entropy gives more weight to criteria that tell proposals apart: as published on raw values, here on 0–1,000 unless raw values are chosen. The results differ, as in the examples below.',
    },
    cases: ['entropy'],
  },
  {
    key: 'critic',
    title: {
      id: 'Bobot dari keragaman dan pertentangan (CRITIC)',
      en: 'Weights from spread and conflict (CRITIC)',
    },
    purpose: {
      id: 'Memberi bobot lebih pada kriteria yang nilainya beragam dan tidak sekadar mengulang kriteria lain.',
      en: 'Gives more weight to criteria that vary and do not merely repeat others.',
    },
    cases: ['critic'],
  },
  {
    key: 'robustness',
    title: { id: 'Keteguhan peringkat (SMAA)', en: 'Robustness of ranks (SMAA)' },
    purpose: {
      id: 'Menguji seberapa sering sebuah usulan tetap unggul bila bobotnya sedikit berbeda.',
      en: 'Tests how often a proposal still comes first when the weights differ a little.',
    },
    cases: ['smaa'],
  },
  {
    key: 'agreement',
    title: { id: 'Kesepakatan peringkat', en: 'Agreement of ranks' },
    purpose: {
      id: 'Mengukur seberapa mirip urutan prioritas beberapa pihak.',
      en: "Measures how alike several parties' orders of priority are.",
    },
    cases: ['spearman', 'kendall', 'concordance'],
  },
  {
    key: 'portfolio',
    title: { id: 'Pilihan terbaik dalam anggaran', en: 'Best choice within a budget' },
    purpose: {
      id: 'Mencari kumpulan usulan terbaik yang muat dalam anggaran, dengan bukti bahwa tidak ada yang lebih baik.',
      en: 'Finds the best set of proposals that a budget can buy, with proof that there is no better one.',
    },
    cases: ['knapsack', 'people-once'],
  },
  {
    key: 'inequality',
    title: { id: 'Ketimpangan', en: 'Inequality' },
    purpose: {
      id: 'Mengukur seberapa merata uang jatuh pada penduduk, dan apakah yang miskin mendapat bagiannya. Gini, Theil, dan Williamson ditimbang penduduk: desa berpenduduk banyak berbobot banyak.',
      en: 'Measures how evenly money falls on people, and whether the poor get their share. Gini, Theil and Williamson are weighted by people: a village of many people weighs much.',
    },
    cases: ['gini', 'theil', 'williamson', 'concentration', 'quintiles'],
  },
  {
    key: 'hotspots',
    title: { id: 'Titik panas (Gi dan Gi*)', en: 'Hot spots (Gi and Gi*)' },
    purpose: {
      id: 'Menemukan tempat usulan berkumpul lebih dari kebetulan. Rupiah diuji dengan permutasi, sehingga beberapa usulan mahal tidak menjadi titik panas sendiri.',
      en: 'Finds places where proposals gather beyond chance. Rupiah are tested by permutations, so that a few dear proposals make no hot spot of their own.',
    },
    cases: ['gi', 'gi-star'],
  },
  {
    key: 'moran',
    title: { id: 'Kantong kemiskinan (Moran)', en: 'Clusters of poverty (Moran)' },
    purpose: {
      id: 'Menemukan desa miskin yang dikelilingi desa miskin, dan yang menyimpang dari tetangganya.',
      en: 'Finds poor villages among poor ones, and those unlike their neighbours.',
    },
    cases: ['local-moran', 'global-moran', 'moran'],
  },
  {
    key: 'false-discovery',
    title: { id: 'Pencegah temuan palsu (FDR)', en: 'Guard against false finds (FDR)' },
    purpose: {
      id: 'Menjaga agar dari sekian banyak tempat yang diuji, hanya sedikit yang ditandai karena kebetulan.',
      en: 'Keeps chance finds few when many places are tested at once.',
    },
    cases: ['fdr'],
  },
  {
    key: 'access',
    title: { id: 'Akses layanan (2SFCA)', en: 'Access to services (2SFCA)' },
    purpose: {
      id: 'Menghitung berapa fasilitas yang terjangkau bagi penduduk bila semua berbagi.',
      en: 'Counts the facilities within reach of people once all share them.',
    },
    cases: ['2sfca', 'e2sfca'],
  },
  {
    key: 'density',
    title: { id: 'Kerapatan (KDE)', en: 'Density (KDE)' },
    purpose: {
      id: 'Menghaluskan titik usulan menjadi permukaan kerapatan.',
      en: 'Smooths points of proposals into a surface of density.',
    },
    cases: ['kde'],
  },
  {
    key: 'smoothing',
    title: { id: 'Angka desa kecil (Bayes empiris)', en: 'Rates of small villages (empirical Bayes)' },
    purpose: {
      id: 'Menarik angka desa berpenduduk sedikit ke rata-rata, karena di sana satu orang mengubah persentase banyak.',
      en: 'Draws rates of villages with few people towards the mean, since one person changes them much.',
    },
    cases: ['empirical-bayes'],
  },
  {
    key: 'interpolation',
    title: { id: 'Angka zona dari angka desa', en: 'Figures of zones from villages' },
    purpose: {
      id: 'Menaksir penduduk sebuah zona yang memotong batas desa, dan mengakui yang tidak diketahui.',
      en: 'Estimates the people of a zone that cuts across villages, and owns up to what is unknown.',
    },
    cases: ['areal'],
  },
  {
    key: 'tiles',
    title: { id: 'Petak peta', en: 'Map tiles' },
    purpose: {
      id: 'Menentukan di petak peta mana sebuah tempat berada, sama seperti di QGIS dan portal lain.',
      en: 'Finds the tile of the map that a place lies in, as QGIS and other portals do.',
    },
    cases: ['tile'],
  },
  {
    key: 'random',
    title: { id: 'Bilangan acak', en: 'Random numbers' },
    purpose: {
      id: 'Benih yang sama memberi deret yang sama di mesin mana pun, sehingga hasil dapat diulang.',
      en: 'The same seed gives the same numbers on any machine, so that results can be repeated.',
    },
    cases: ['xoshiro'],
  },
]

/** Whether a case belongs to a method: its id is one of the method's, or continues it after a hyphen. */
export function isOfMethod(method: MathsMethod, caseId: string): boolean {
  return method.cases.some((id) => caseId === id || caseId.startsWith(`${id}-`))
}
