import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { number } from '../../i18n/format-value.ts'
import { speak } from '../../i18n/speak.ts'
import { currentLanguage } from '../../i18n/translate.ts'

const words = {
  title: { id: 'Cara memeringkat', en: 'How to rank' },
  'weighted-sum': { id: 'Jumlah terbobot', en: 'Weighted sum' },
  topsis: { id: 'TOPSIS', en: 'TOPSIS' },
  promethee: { id: 'PROMETHEE II', en: 'PROMETHEE II' },
  'weighted-sumHint': {
    id: 'Nilai tiap kriteria dikali bobotnya, lalu dijumlahkan: unggul di satu kriteria menutup kurang di yang lain.',
    en: 'Each criterion’s value times its weight, added up: strength in one makes up for weakness in another.',
  },
  topsisHint: {
    id: 'Makin dekat ke usulan yang serba terbaik dan makin jauh dari yang serba terburuk, makin tinggi urutannya.',
    en: 'The nearer to a proposal that is best in all and the farther from one that is worst in all, the higher.',
  },
  prometheeHint: {
    id: 'Tiap usulan diadu satu lawan satu dengan semua usulan lain pada tiap kriteria; yang lebih sering menang naik.',
    en: 'Each proposal meets every other one by one on each criterion; those that win more often rise.',
  },
  scale: { id: 'Dihitung dari', en: 'Computed from' },
  sumElsewhere: {
    id: 'Paket anggaran tetap memakai jumlah terbobot; halaman usulan untuk umum mulai dengannya.',
    en: 'Budget packages still use the weighted sum; the public pages of proposals begin with it.',
  },
  'weighted-sumScore': { id: 'Skor', en: 'Score' },
  topsisScore: { id: 'Kedekatan', en: 'Closeness' },
  prometheeScore: { id: 'Aliran bersih', en: 'Net flow' },
  'weighted-sumOf': { id: 'skor {score} dari 1.000', en: 'score {score} of 1,000' },
  topsisOf: { id: 'kedekatan TOPSIS {score} (0 sampai 1)', en: 'TOPSIS closeness {score} (0 to 1)' },
  prometheeOf: {
    id: 'aliran bersih PROMETHEE II {score} (−1 sampai 1)',
    en: 'PROMETHEE II net flow {score} (−1 to 1)',
  },
} as const

export const methodText = speak(words)

const fixed = { minimumFractionDigits: 3, maximumFractionDigits: 3 }
const formats = {
  id: new Intl.NumberFormat('id-ID', fixed),
  en: new Intl.NumberFormat('en', fixed),
}

/** What a method calls its score. */
export function scoreName(method: RankingMethodName): string {
  return methodText(`${method}Score`)
}

/** A score of a method in figures: per mille as whole numbers, closeness and net flow with three decimals. */
export function scoreFigure(score: number, method: RankingMethodName, decimals = 0): string {
  if (method === 'weighted-sum') return number(score, decimals)
  // One below the other they read as a column only with as many digits each.
  return threeDecimals(score)
}

export function threeDecimals(value: number): string {
  return formats[currentLanguage()].format(value).replace('-', '−')
}

/** A score with its name and range. */
export function scoreInWords(score: number, method: RankingMethodName): string {
  return methodText(`${method}Of`, { score: scoreFigure(score, method, 1) })
}
