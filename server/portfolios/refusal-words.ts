import type { Bilingual } from '../../core/criteria/criterion.ts'
import type { Refusal } from '../../core/portfolio/explain-refusal.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import { inBoth, percentText } from './model/texts.ts'

/** "Why not mine?" in a sentence. `worth` and the refusal's loss in the same unit. */
export function refusalText(refusal: Refusal, worth: number, objective: 'score' | 'people'): Bilingual {
  switch (refusal.reason) {
    case 'no-cost':
      return {
        id: 'Biayanya belum ditaksir, jadi belum dapat dipilih.',
        en: 'Its cost has not been estimated, so it cannot be chosen yet.',
      }
    case 'conflicts':
      return {
        id: 'Syarat-syarat yang ditetapkan tidak memungkinkannya, apa pun yang lain dilepas.',
        en: 'The conditions that were set leave no room for it, whatever else is given up.',
      }
    case 'undecided':
      return {
        id: 'Waktu habis sebelum jawabannya diketahui.',
        en: 'Time ran out before the answer was known.',
      }
    case 'failed':
      return {
        id: 'Pemecah gagal pada angka-angka ini, jadi jawabannya tidak diketahui; waktu lebih lama tidak menolong.',
        en: 'The solver failed on these figures, so the answer is not known; more time would not help.',
      }
    case 'as-good':
      return {
        id: 'Pilihan lain yang memuat usulan ini sama nilainya: keputusan ada di forum.',
        en: 'Another choice that holds it is worth just as much: the forum decides.',
      }
    case 'worth-less':
      return lessText(refusal, worth, objective)
  }
}

function lessText(
  { loss, displaced, proven }: Refusal,
  worth: number,
  objective: 'score' | 'people',
): Bilingual {
  return inBoth((language) => {
    const id = language === 'id'
    const unit = objective === 'people' ? (id ? 'orang' : 'people') : id ? 'poin' : 'points'
    const amount = `${formatNumber(loss, language, 1)} ${unit} (${percentText(loss / worth, language)})`
    const most = proven ? '' : id ? 'paling banyak ' : 'at most '
    const gone = displaced.length
    if (id)
      return `Jika usulan ini didanai, ${gone} usulan lain harus dilepas dan nilai seluruhnya turun ${most}${amount}.`
    return `If it were funded, ${gone} other proposals would have to go and the whole would be worth ${most}${amount} less.`
  })
}
