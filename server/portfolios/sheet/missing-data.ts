import { formatNumber } from '../../../core/proposal/format.ts'
import { fillPlaces } from '../../../core/proposal/label.ts'
import { type WeightCoverage, weightCoverage } from '../../../core/score/weight-coverage.ts'
import { percentText } from '../model/texts.ts'
import type { SheetData } from './sheet-data.ts'
import type { SheetWords } from './sheet-words.ts'

export interface MissingText {
  /** Whether some of the weight rests on nothing. */
  readonly warns: boolean
  readonly body: string
}

/**
 * In words which weighted criteria had no value, for how many proposals, and what share of the weight had data. Null where the
 * choice was by people served, and for portfolios from before raw values were kept.
 */
export function missingText(data: SheetData, words: SheetWords): MissingText | null {
  const { language, weights, result } = data
  const coverage = coverageOf(data)
  if (coverage === null || weights.length === 0) return null
  const { empty, partial, emptyShare, coveredShare } = coverage
  const whole = (value: number) => formatNumber(value, language, 0)
  const count = whole(result.considered)
  if (empty.length + partial.length === 0)
    return { warns: false, body: fillPlaces(words.missingNone, { count }) }
  const name = (c: number) => weights[c]!.title[language]
  const lacking = (c: number) =>
    fillPlaces(words.without, { name: name(c), count: whole(result.considered - weights[c]!.known!) })
  const none = fillPlaces(words.missingSome, {
    ...{ count, empty: empty.length, of: weights.length },
    share: percentText(emptyShare, language),
    names: empty.map(name).join(', '),
  })
  const some = fillPlaces(words.missingPartly, { names: partial.map(lacking).join(', ') })
  const covered = fillPlaces(words.covered, { share: percentText(coveredShare, language) })
  const body = [...(empty.length > 0 ? [none] : []), ...(partial.length > 0 ? [some] : []), covered].join(' ')
  return { warns: true, body }
}

/** One line for each weighted criterion; what of its values is missing stands with it. */
export function weightLines(data: SheetData, words: SheetWords): string[] {
  const { result, weights, language } = data
  if (result.objective !== 'score') return []
  const sum = weights.reduce((total, { weight }) => total + weight, 0)
  return weights.map(({ title, weight, known }) => {
    const share = (known ?? 0) / Math.max(1, result.considered)
    const told =
      known === null || share === 1
        ? ''
        : ` · ${known === 0 ? words.noData : fillPlaces(words.someData, { share: percentText(share, language) })}`
    return `${title[language]}: ${weight} (${percentText(weight / sum, language)})${told}`
  })
}

function coverageOf({ weights, result }: SheetData): WeightCoverage | null {
  const known = weights.flatMap((one) => one.known ?? [])
  if (result.objective !== 'score' || known.length < weights.length || result.considered === 0) return null
  return weightCoverage(
    weights.map(({ weight }) => weight),
    known,
    result.considered,
  )
}
