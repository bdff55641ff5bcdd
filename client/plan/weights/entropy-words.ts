import { speak } from '../../i18n/speak.ts'

const words = {
  lead: {
    id: 'Bobot dari data sendiri: kriteria yang paling membedakan usulan mendapat bobot terbesar. Ini menunjukkan keragaman, bukan kepentingan.',
    en: 'Weights from the data alone: what sets proposals apart most weighs most. This shows variety, not importance.',
  },
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
  use: { id: 'Pakai bobot entropi', en: 'Use the entropy weights' },
  used: { id: 'Bobot entropi dipakai', en: 'Entropy weights in use' },
} as const

export const entropyText = speak(words)
