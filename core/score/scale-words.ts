import type { Label } from '../proposal/label.ts'

/** What a method reads: each criterion's 0–1,000 after its direction and scale, or what the criterion measured. */
export const SCALES = ['per-mille', 'raw'] as const
export type ScaleName = (typeof SCALES)[number]

export const scaleNames: Readonly<Record<ScaleName, Label>> = {
  'per-mille': { id: 'angka 0–1.000', en: '0–1,000' },
  raw: { id: 'nilai asli', en: 'raw values' },
}

/** On which scale an answer was computed, and which of the two is the published method. */
export const scaleTexts: Readonly<
  Record<'topsis' | 'entropy' | 'critic', Readonly<Record<ScaleName, Label>>>
> = {
  topsis: {
    'per-mille': {
      id: 'TOPSIS pada angka 0–1.000 tiap kriteria. Yang diterbitkan (Hwang & Yoon 1981) memakai nilai asli; urutannya bisa berbeda.',
      en: 'TOPSIS on each criterion’s 0–1,000. The published method (Hwang & Yoon 1981) takes raw values; its order may differ.',
    },
    raw: {
      id: 'TOPSIS pada nilai asli tiap kriteria, seperti yang diterbitkan (Hwang & Yoon 1981). Kurva dan ambang kriteria tidak dipakai; nilai yang kosong diisi menurut aturan kriterianya dengan nilai asli terburuk atau nilai tengah.',
      en: 'TOPSIS on each criterion’s raw values, as published (Hwang & Yoon 1981). Curves and thresholds of criteria are not used; missing values count by the rule of the criterion as the worst raw value or the middle one.',
    },
  },
  entropy: {
    'per-mille': {
      id: 'Entropi pada angka 0–1.000 tiap kriteria. Yang diterbitkan memakai nilai asli; bobotnya bisa berbeda.',
      en: 'Entropy on each criterion’s 0–1,000. The published method takes raw values; its weights may differ.',
    },
    raw: {
      id: 'Entropi pada nilai asli tiap kriteria, seperti yang diterbitkan (Zeleny 1982). Nilai yang kosong diisi menurut aturan kriterianya dengan nilai asli terburuk atau nilai tengah.',
      en: 'Entropy on each criterion’s raw values, as published (Zeleny 1982). Missing values count by the rule of the criterion as the worst raw value or the middle one.',
    },
  },
  critic: {
    'per-mille': {
      id: 'CRITIC pada angka 0–1.000 tiap kriteria. Yang diterbitkan memakai nilai asli; bobotnya bisa berbeda.',
      en: 'CRITIC on each criterion’s 0–1,000. The published method takes raw values; its weights may differ.',
    },
    raw: {
      id: 'CRITIC pada nilai asli tiap kriteria, seperti yang diterbitkan (Diakoulaki dkk. 1995). Nilai yang kosong diisi menurut aturan kriterianya dengan nilai asli terburuk atau nilai tengah.',
      en: 'CRITIC on each criterion’s raw values, as published (Diakoulaki et al. 1995). Missing values count by the rule of the criterion as the worst raw value or the middle one.',
    },
  },
}
