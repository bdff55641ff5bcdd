import type { ProposalScore } from '../../../core/api/proposal-score.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { stepInWords } from '../../../core/score/step-words.ts'
import { LINE_SHARE } from '../../prioritise/proposal-score.ts'
import { formatShare, say } from '../language.ts'
import { liftWords } from './score-words.ts'

type Step = Omit<ProposalScore['lift']['alone'][number], 'changeable'>

/** The smallest change that would lift the proposal above the line, as a plain sentence; null when there is none. */
export function liftSentence(score: ProposalScore, language: Language): string | null {
  const place = placeInWords(score, language)
  switch (score.lift.state) {
    case 'above':
      return say(liftWords.above, language, place)
    case 'out-of-reach':
      return say(liftWords.outOfReach, language, place)
    case 'below':
      return belowSentence(score, language)
    default:
      return null
  }
}

function belowSentence(score: ProposalScore, language: Language): string {
  const { lift, contributions } = score
  const place = placeInWords(score, language)
  const inWords = (step: Step) =>
    stepInWords(step, contributions.find(({ key }) => key === step.key)!, language)
  const single = lift.alone.find(({ changeable }) => changeable)
  if (single) return say(liftWords.single, language, { ...place, change: inWords(single) })
  const steps = (lift.smallest ?? []).filter(({ toRaw }) => toRaw !== null)
  if (steps.length === 0) return say(liftWords.outOfReach, language, place)
  const changes = steps.map(inWords).join(say(liftWords.and, language))
  return say(liftWords.several, language, { ...place, changes })
}

function placeInWords({ line }: ProposalScore, language: Language) {
  return { above: formatNumber(line.rank, language), share: formatShare(LINE_SHARE, language) }
}
