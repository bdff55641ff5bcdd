import type { Language } from '../../../core/proposal/label.ts'
import type { ProposalScore, ScoreContribution } from '../../prioritise/proposal-score.ts'
import { say } from '../language.ts'
import { formatRaw } from './score-figures.ts'
import { liftWords } from './score-words.ts'

type Step = ProposalScore['lift']['alone'][number]

/** The smallest change that would lift the proposal above the line, in one plain sentence; null when there is none to say. */
export function liftSentence(score: ProposalScore, language: Language): string | null {
  const { lift, line } = score
  const above = line.rank
  switch (lift.state) {
    case 'above':
      return say(liftWords.above, language, { above })
    case 'out-of-reach':
      return say(liftWords.outOfReach, language, { above })
    case 'below':
      return belowSentence(score, language)
    default:
      return null
  }
}

function belowSentence(
  { lift, line: { rank: above }, contributions }: ProposalScore,
  language: Language,
): string {
  const inWords = (step: Omit<Step, 'changeable'>) =>
    changeInWords(step, contributions.find(({ key }) => key === step.key)!, language)
  const single = lift.alone.find(({ changeable }) => changeable)
  if (single) return say(liftWords.single, language, { above, change: inWords(single) })
  const steps = (lift.smallest ?? []).filter(({ toRaw }) => toRaw !== null)
  if (steps.length === 0) return say(liftWords.outOfReach, language, { above })
  const changes = steps.map(inWords).join(say(liftWords.and, language))
  return say(liftWords.several, language, { above, changes })
}

function changeInWords(
  { toRaw }: Omit<Step, 'changeable'>,
  { raw, title, unit, outOfRange, fillsUp }: ScoreContribution,
  language: Language,
): string {
  const to = formatRaw(toRaw!, unit, language)
  const name = title[language]
  if (raw === null || outOfRange) {
    return say(fillsUp ? liftWords.fillAtLeast : liftWords.fillAtMost, language, { title: name, to })
  }
  const from = formatRaw(raw, unit, language)
  return say(toRaw! < raw ? liftWords.fall : liftWords.rise, language, { title: name, from, to })
}
