import type { Competition } from '../../../core/api/competition.ts'
import { number } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import { rankingText } from './ranking-words.ts'

/** "575 usulan bersaing · 368 tidak: 158 sudah terealisasi, 119 ditolak, 91 dikembalikan …" */
export function competitionLine({ competing, leftOut }: Competition): string {
  const says = rankingText('competing', { count: number(competing) })
  const out = leftOut.reduce((sum, one) => sum + one.count, 0)
  if (out === 0) return says
  const why = leftOut.map((one) => `${number(one.count)} ${pick(one.reason)}`).join(', ')
  return `${says} · ${rankingText('notCompeting', { count: number(out), why })}`
}
