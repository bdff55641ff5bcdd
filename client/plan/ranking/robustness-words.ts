import { speak } from '../../i18n/speak.ts'

const words = {
  title: { id: 'Ketahanan peringkat', en: 'Robustness of the ranking' },
  lead: {
    id: 'Bagaimana bila bobotnya sedikit lain? {samples} bobot acak, tiap bobot sampai {spread} lebih kecil atau lebih besar.',
    en: 'What if the weights were a little different? {samples} random weights, each up to {spread} lower or higher.',
  },
  leadAny: {
    id: 'Bagaimana bila bobotnya lain sama sekali? {samples} bobot acak apa pun.',
    en: 'What if the weights were quite different? {samples} random weights of any kind.',
  },
  line: { id: 'Garis pendanaan', en: 'Where funding ends' },
  top: { id: 'Sekian teratas', en: 'So many at the top' },
  budget: { id: 'Anggaran (Rp)', en: 'A budget (Rp)' },
  budgetWrong: {
    id: 'Tulis jumlah rupiah, misalnya 2 miliar.',
    en: 'Write an amount of rupiah, such as 2 billion.',
  },
  lineDefault: {
    id: 'Bawaan: {top} usulan teratas. Anggaran membiayai dari atas sampai usulan pertama yang tidak lagi cukup dananya.',
    en: 'By default the top {top}. A budget pays from the top until the first proposal that it cannot pay.',
  },
  around: { id: 'Sekitar bobot sekarang', en: 'Around the present weights' },
  any: { id: 'Bobot apa pun', en: 'Any weights' },
  kind: { id: 'Bobot acak', en: 'Random weights' },
  spread: { id: 'Selisih', en: 'Spread' },
  samples: { id: 'Jumlah', en: 'Count' },
  options: { id: 'Pilihan', en: 'Options' },
  run: { id: 'Uji ketahanan', en: 'Test robustness' },
  again: { id: 'Uji lagi', en: 'Test again' },
  running: { id: 'Mencoba {samples} bobot acak …', en: 'Trying {samples} random weights …' },
  cancel: { id: 'Hentikan', en: 'Stop' },
  cancelled: {
    id: 'Uji dihentikan. Peringkat tidak berubah.',
    en: 'The test was stopped. The ranking is unchanged.',
  },
  failed: { id: 'Uji belum berhasil.', en: 'The test failed.' },
  summary: {
    id: '{certain} usulan masuk {top} teratas pada ≥ 95 % dari {samples} bobot acak; {depends} bergantung pada bobot.',
    en: '{certain} proposals are in the top {top} under ≥ 95 % of {samples} random weights; {depends} depend on the weights.',
  },
  summaryBudget: {
    id: '{certain} usulan terdanai dengan {rupiah} pada ≥ 95 % dari {samples} bobot acak; {depends} bergantung pada bobot.',
    en: '{rupiah} funds {certain} proposals under ≥ 95 % of {samples} random weights; {depends} depend on the weights.',
  },
  tooMany: {
    id: 'Uji ini untuk paling banyak 100.000 usulan: persempit saringannya.',
    en: 'This test takes at most 100,000 proposals: narrow the filters.',
  },
  shares: {
    id: 'Di tabel: rentang urutan (90 % bobot acak di tengah), berapa persen bobot acak yang mendanainya, dan berapa persen yang menjadikannya pertama.',
    en: 'In the table: ranks (the middle 90 % of random weights), under how many of them it is funded, and under how many it comes first.',
  },
  stale: {
    id: 'Bobot atau data sudah berubah sejak uji ini.',
    en: 'Weights or data have changed since this test.',
  },
  error: { id: 'Ketelitian ± {error} poin persen.', en: 'Accurate to ± {error} percentage points.' },
  markCertain: { id: 'Tandai yang pasti', en: 'Mark the certain ones' },
  markDepends: { id: 'Tandai yang bergantung', en: 'Mark those that depend' },
} as const

export const robustnessText = speak(words)
