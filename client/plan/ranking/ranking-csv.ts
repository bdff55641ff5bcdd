import { csvCell } from '../../../core/download/csv-cell.ts'
import { standingOf } from '../../../core/score/rank-standing.ts'
import { scaleNames } from '../../../core/score/scale-words.ts'
import { codeLabel } from '../../i18n/code-labels.ts'
import { pick } from '../../i18n/translate.ts'
import type { PlanState } from '../state/plan-state.ts'
import { methodText, scoreName } from '../weights/method-words.ts'
import type { RankList } from './rank-list.ts'
import { rankingText } from './ranking-words.ts'

/**
 * The lines of the ranking as RFC 4180 text: rank, code, title, village, score (per mille with one decimal, closeness or
 * net flow with six), rupiah, the method, weight × value of each criterion, status, agency and sector. A cell that a
 * spreadsheet would take for a formula gets an apostrophe.
 */
export function rankingCsv(list: RankList, { criteria, method, scale, robustness }: PlanState): string {
  const study = robustness?.byCode ?? null
  const head = [
    rankingText('rank'),
    'code',
    rankingText('proposal'),
    rankingText('village'),
    scoreName(method),
    'costRupiah',
    rankingText('method'),
    ...(study ? ['low', 'high', 'fundedShare', 'firstShare', rankingText('standing')] : []),
    ...criteria.map(({ title }) => pick(title)),
    ...(['status', 'agency', 'sector'] as const).map((name) => rankingText(name)),
  ]
  const way = scale === 'raw' ? `${methodText(method)} (${pick(scaleNames.raw)})` : methodText(method)
  const lines = [head]
  for (let place = 0; place < list.length; place++) {
    const row = list.at(place)
    if (!row) continue
    const one = study?.get(row.code)
    lines.push([
      String(row.rank),
      row.code,
      row.title,
      row.village,
      row.score.toFixed(method === 'weighted-sum' ? 1 : 6),
      Number.isNaN(row.cost) ? '' : String(row.cost),
      way,
      ...(study
        ? [
            String(one?.low ?? ''),
            String(one?.high ?? ''),
            one?.aboveLine.toFixed(4) ?? '',
            one?.first.toFixed(4) ?? '',
            one ? rankingText(standingOf(one)) : '',
          ]
        : []),
      ...row.parts.map((part) => part.toFixed(1)),
      ...[row.status ? codeLabel('status', row.status) : '', row.agency ?? ''],
      row.sector ? codeLabel('sector', row.sector) : '',
    ])
  }
  return `${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}
