import { speak } from '../../i18n/speak.ts'

const words = {
  entropy: {
    id: 'Bobot dari data sendiri: kriteria yang paling membedakan usulan mendapat bobot terbesar. Ini menunjukkan keragaman, bukan kepentingan.',
    en: 'Weights from the data alone: what sets proposals apart most weighs most. This shows variety, not importance.',
  },
  critic: {
    id: 'Bobot dari data sendiri: kriteria yang beragam dan tidak sekadar mengulang kriteria lain mendapat bobot terbesar. Ini menunjukkan keragaman, bukan kepentingan.',
    en: 'Weights from the data alone: what varies and does not merely repeat other criteria weighs most. This shows variety, not importance.',
  },
  methods: { id: 'Cara', en: 'Method' },
  entropyName: { id: 'Entropi', en: 'Entropy' },
  criticName: { id: 'CRITIC', en: 'CRITIC' },
  scales: { id: 'Dihitung dari', en: 'From' },
  asking: { id: 'Menghitung dari nilai asli …', en: 'Computing from raw values …' },
  retry: { id: 'Coba lagi', en: 'Try again' },
  failed: { id: 'Bobot belum bisa dihitung.', en: 'The weights could not be computed.' },
  basis: {
    id: 'Dihitung dari {count} usulan yang sedang disaring.',
    en: 'From the {count} proposals of the present filters.',
  },
  most: { id: 'Paling membedakan usulan: {name}.', en: 'Tells proposals apart most: {name}.' },
  same: {
    id: 'Hampir atau benar-benar sama untuk semua, jadi 0: {names}.',
    en: 'All but the same for all, hence 0: {names}.',
  },
  none: {
    id: 'Belum bisa dihitung: paling sedikit dua usulan dengan nilai yang berbeda.',
    en: 'Cannot be computed yet: at least two proposals with different values are needed.',
  },
  entropyUse: { id: 'Pakai bobot entropi', en: 'Use the entropy weights' },
  entropyUsed: { id: 'Bobot entropi dipakai', en: 'Entropy weights in use' },
  criticUse: { id: 'Pakai bobot CRITIC', en: 'Use the CRITIC weights' },
  criticUsed: { id: 'Bobot CRITIC dipakai', en: 'CRITIC weights in use' },
} as const

export const entropyText = speak(words)
