import { isAbort } from '../../api/problem-response.ts'
import { number } from '../../i18n/format-value.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import { saveFile } from '../../panel/save-file.ts'
import type { Plan } from '../tab/plan-tab.ts'
import type { RankColumn } from './rank-columns.ts'
import type { RankList } from './rank-list.ts'
import { rankingCsv } from './ranking-csv.ts'
import { viewOf } from './ranking-table.ts'
import { rankingText } from './ranking-words.ts'
import type { RemoteRanking } from './remote-ranking.ts'

/** So many lines go to the clipboard at most; a spreadsheet takes more from the file. */
export const MOST_COPIED = 5000

export function downloadCsv({ store }: Plan, list: RankList): void {
  const text = rankingCsv(list, store.state)
  saveFile('peringkat.csv', new Blob([text], { type: 'text/csv;charset=utf-8' }))
}

/** The columns are those of the table; what packs them is fetched when it is first asked for. */
export async function downloadXlsx(
  { store, say }: Plan,
  list: RankList,
  columns: readonly RankColumn[],
  shownIds: readonly string[],
): Promise<void> {
  try {
    const { rankingXlsx } = await import('./ranking-xlsx.ts')
    const shown = shownIds.flatMap((id) => columns.find((column) => column.id === id) ?? [])
    const file = await rankingXlsx({ list, state: store.state, columns, shown, view: viewOf(store) })
    saveFile('peringkat.xlsx', file)
  } catch (failure) {
    say(`${rankingText('failedXlsx')} ${describeFailure(failure)}`)
  }
}

/** The best of a ranking that the server holds; null when they could not be had, which is said. */
export async function fetchTop(plan: Plan, list: RemoteRanking): Promise<RankList | null> {
  try {
    await list.fetchTop(MOST_COPIED)
    return {
      ranked: list.ranked,
      best: list.best,
      length: Math.min(MOST_COPIED, list.length),
      at: (place) => list.at(place),
      placeOf: (code) => list.placeOf(code),
    }
  } catch (failure) {
    const failed = `${rankingText('failedRanking')} ${describeFailure(failure)}`
    plan.say(isAbort(failure) ? `${rankingText('stoppedRanking')}.` : failed)
    return null
  }
}

export async function copyCsv(plan: Plan, list: RankList): Promise<void> {
  const some = list.length > MOST_COPIED ? { ...list, length: MOST_COPIED } : list
  try {
    await navigator.clipboard.writeText(rankingCsv(some, plan.store.state))
    plan.say(rankingText('copied', { count: number(some.length) }))
  } catch {
    // The browser did not allow it.
    plan.say(rankingText('failedCopy'))
  }
}
