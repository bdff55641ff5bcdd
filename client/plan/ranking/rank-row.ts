import { html, nothing } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { RankStudy } from '../../../core/api/robustness.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { number } from '../../i18n/format-value.ts'
import { pick } from '../../i18n/translate.ts'
import { criterionColour } from '../weights/criterion-colour.ts'
import { rankingText } from './ranking-words.ts'

/** One line of the ranking, as the table draws it. */
export interface RankedRow {
  readonly code: string
  readonly rank: number
  readonly title: string
  readonly village: string
  /** Rupiah, NaN where unknown. */
  readonly cost: number
  /** Per mille, or as the method counts. */
  readonly score: number
  /** Weight × value of each criterion in per mille of the weights; in the order of `RankLook.criteria`. */
  readonly parts: readonly number[]
  /** Codes of others with the same title in the same village. */
  readonly alike?: readonly string[]
  /** Left out by lists that know or show nothing of them; null or '' where the proposal does not say. */
  readonly villageCode?: string
  readonly status?: string | null
  readonly sector?: string | null
  readonly agency?: string | null
  /** Its value of a criterion, 0–1000; NaN where it has none of its own. */
  perMille?(key: string): number
}

export interface RankLook {
  /** The weighted sum when left out. */
  readonly method?: RankingMethodName
  readonly criteria: readonly CriterionInfo[]
  readonly study: ReadonlyMap<string, RankStudy> | null
  /** Weighted score, per mille, that fills a bar: the best one's, so that bars can be compared by eye. */
  readonly full: number
  /** A study was asked for other weights or data. */
  readonly stale: boolean
  /** A slider moves: bars are put in words once it is let go. */
  readonly moving?: boolean
  /** The bar stands under the title, where there is no room beside it. */
  readonly barBelow?: boolean
}

const MOST_CODES = 4

/** Where a proposal is; where another says the same of the same village, a warning and first the code that tells them apart. */
export function placeNote({ village, code, alike }: RankedRow) {
  if (!alike || alike.length === 0) return html`<span class="note">${village}</span>`
  const more = alike.length > MOST_CODES ? ' …' : ''
  const text = rankingText('alike', { codes: alike.slice(0, MOST_CODES).join(', ') + more })
  return html`<span class="note" title=${text}><b class="twin" aria-hidden="true">≈</b><span class="hidden">${text}.</span> ${code} · ${village}</span>`
}

/** Stretches as long as what each criterion adds, of the score that fills the bar. */
export function contributionBar(
  { parts }: Pick<RankedRow, 'parts'>,
  criteria: readonly CriterionInfo[],
  { full = 1000, moving = false }: Partial<Pick<RankLook, 'full' | 'moving'>> = {},
) {
  const text = moving ? nothing : partsText(parts, criteria)
  return html`<div class="segments" role="img" aria-label=${text} title=${text} style="background-image: ${stretches(parts, full)}"></div>`
}

/** One picture instead of an element a criterion: a step of a slider changes those of all rows. */
function stretches(parts: readonly number[], full: number): string {
  const stops: string[] = []
  let end = 0
  parts.forEach((part, at) => {
    if (part <= 0) return
    const start = end
    end += (100 * part) / full
    stops.push(`${criterionColour(at)} ${start.toFixed(2)}% ${end.toFixed(2)}%`)
  })
  return `linear-gradient(to right, ${[...stops, `transparent ${end.toFixed(2)}%`].join(', ')}${stops.length > 0 ? '' : ', transparent'})`
}

function partsText(parts: readonly number[], criteria: readonly CriterionInfo[]): string {
  return parts
    .map((part, at) => ({ part, name: criteria[at] ? pick(criteria[at].title) : '' }))
    .filter(({ part }) => part >= 0.5)
    .map(({ part, name }) => `${name} ${number(part)}`)
    .join(' · ')
}
