import { codeLabel } from '../../../core/proposal/code-label.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import { fillPlaces } from '../../../core/proposal/label.ts'
import { percentText } from '../model/texts.ts'
import type { SheetData } from './sheet-data.ts'
import type { SheetWords } from './sheet-words.ts'

/** How sure it is that nothing is better, against the usual way, and what stands outside the choice. */
export function proofText({ result, language }: SheetData, words: SheetWords): string {
  const list = result.downTheList.find(({ by }) => by === 'value')
  const compared =
    list?.lossShare && list.broken.length === 0
      ? ` ${words.down}: +${percentText(list.lossShare / (1 - list.lossShare), language)}.`
      : ''
  const conflict = result.conflict ? ` ${result.conflict.text[language]}` : ''
  return [`${result.text[language]}${compared}${conflict}`, ...besides(result, { language, words })].join(' ')
}

/** What no ceiling holds, and what did not compete: whoever signs sees both beside the proof. */
function besides(
  { outside = [], competition }: SheetData['result'],
  { language, words }: { language: SheetData['language']; words: SheetWords },
): string[] {
  const left = competition?.leftOut ?? []
  const count = left.reduce((sum, one) => sum + one.count, 0)
  const parts = left.map(({ status, count: some }) => {
    const name = status === null ? words.otherYears : (codeLabel('status', status)?.[language] ?? status)
    return `${name} ${formatNumber(some, language, 0)}`
  })
  const places = { count: formatNumber(count, language, 0), parts: parts.join(', ') }
  const told = count > 0 ? [fillPlaces(words.notCompeting, places)] : []
  return [...outside.map(({ text }) => text[language]), ...told]
}
