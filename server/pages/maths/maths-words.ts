/** Texts of the page that checks the maths. */
export const mathsWords = {
  title: { id: 'Periksa hitungan', en: 'Check the maths' },
  lead: {
    id: 'Setiap cara hitung di sini diuji dengan contoh yang jawabannya sudah diterbitkan atau dapat dihitung dengan tangan. Program menghitungnya lagi sekarang, di server ini; jawaban yang seharusnya ada di sampingnya.',
    en: 'Every method here is tested on examples whose answer is published or can be worked out by hand. The program computes them now, on this server; the right answer stands beside.',
  },
  verdictAll: { id: 'Semua {of} contoh cocok.', en: 'All {of} examples agree.' },
  verdictSome: {
    id: '{misses} dari {of} contoh tidak cocok.',
    en: '{misses} of {of} examples do not agree.',
  },
  checked: {
    id: 'Dihitung {date} dalam {seconds} detik dengan {solver}.',
    en: 'Computed {date} in {seconds} seconds with {solver}.',
  },
  running: { id: 'Sedang dihitung', en: 'Being computed' },
  runningHint: {
    id: '{done} dari {of} contoh sudah dihitung. Halaman ini memuat ulang sendiri.',
    en: '{done} of {of} examples are done. This page reloads by itself.',
  },
  reload: { id: 'Muat ulang', en: 'Reload' },
  methods: { id: 'Langsung ke satu cara hitung', en: 'Go to one method' },
  expected: { id: 'Seharusnya', en: 'Expected' },
  actual: { id: 'Didapat', en: 'Computed' },
  passed: { id: 'Cocok', en: 'Agrees' },
  missed: { id: 'Tidak cocok', en: 'Does not agree' },
  source: { id: 'Sumber', en: 'Source' },
  tolerance: { id: 'selisih paling banyak {value}', en: 'difference at most {value}' },
  all: { id: '{count} cocok', en: '{count} agree' },
  same: {
    id: 'Hal yang sama di terminal: npm run check:maths',
    en: 'The same in a terminal: npm run check:maths',
  },
} as const
