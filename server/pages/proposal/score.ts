import type { ProposalScore, ScoreContribution } from '../../../core/api/proposal-score.ts'
import { formatNumber } from '../../../core/proposal/format.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { formatOrigin, formatPoints, formatRaw } from '../../../core/score/score-figures.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { icons } from '../symbols.ts'
import { renderMethods } from './methods.ts'
import { liftSentence } from './score-sentence.ts'
import { methodWords, scoreWords as words } from './score-words.ts'

/**
 * The score, the rank and what would lift it; folded away, what it is made of. `pending`: it takes longer than a page may wait.
 */
export function renderScore(score: ProposalScore | 'pending', language: Language): Html {
  return html`<section class="score" aria-labelledby="score">
<h2 id="score">${say(words.title, language)}</h2>
${score === 'pending' ? html`<p class="note">${say(words.pending, language)}</p>` : scored(score, language)}
</section>`
}

function scored(score: ProposalScore, language: Language): Html {
  const weighing = score.contributions.filter(({ weight }) => weight > 0)
  const telling = weighing
    .filter(({ points, missing, outOfRange }) => points > 0 || !(missing || outOfRange))
    .toSorted((a, b) => b.points - a.points)
  const silent = weighing.filter((contribution) => !telling.includes(contribution))
  const total = weighing.reduce((sum, { weight }) => sum + weight, 0)
  const heaviest = Math.max(...weighing.map(({ weight }) => weight))
  const sentence = liftSentence(score, language)
  return html`${heading(score, language)}
${sentence && html`<p class="lift">${sentence}</p>`}
<details class="how"${score.method !== 'weighted-sum' && html` open`}><summary>${say(words.how, language)}</summary>
${renderMethods(score.code, score.method, language)}
${score.method !== 'weighted-sum' && html`<p class="note">${say(methodWords[score.method].note, language)}</p>`}
<h3 class="hidden">${say(words.list, language)}</h3>
<p class="note">${say(words.legend, language)}</p>
<ul class="criteria">${telling.map((contribution) => criterion(contribution, heaviest, language))}</ul>
${silent.length > 0 && withoutData(silent, total, language)}
${notice(score, language)}
</details>`
}

function heading({ score, rank, of, compared, method }: ProposalScore, language: Language): Html {
  const place =
    rank === null
      ? say(words.notRanked, language)
      : say(words.rank, language, {
          rank: formatNumber(rank, language),
          of: formatNumber(of, language),
          year: compared.year,
        })
  if (score === null)
    return html`<p class="total">${say(method === 'weighted-sum' ? words.noScore : words.notRanked, language)}</p>`
  return html`<p class="total"><span class="figure">${figure(score, method, language)}</span> ${say(methodWords[method].outOf, language)}</p>
<p>${place}</p>`
}

function figure(score: number, method: RankingMethodName, language: Language): string {
  return formatNumber(score, language, method === 'weighted-sum' ? 0 : 3)
}

function criterion(contribution: ScoreContribution, heaviest: number, language: Language): Html {
  const { title, weight, perMille, points, missing, outOfRange } = contribution
  const percent = (share: number) => (100 * share).toFixed(1)
  const value = say(words.ofMost, language, { value: formatNumber(perMille, language), weight })
  return html`<li>
<p class="name"><strong>${title[language]}</strong> <span class="points">${say(words.points, language, { points: formatPoints(points, language) })}</span></p>
<span class="bar${(missing || outOfRange) && ' filled-in'}" style="width:${percent(weight / heaviest)}%" role="img" aria-label="${value}"><i style="width:${percent(perMille / 1000)}%"></i></span>
<p class="from">${whatAndWhence(contribution, language)}</p></li>`
}

function whatAndWhence(contribution: ScoreContribution, language: Language): Html {
  const { raw, unit, perMille, missing, outOfRange, withheld, sourceText, sourceDate } = contribution
  const value = formatNumber(perMille, language)
  if (missing) return html`${say(words.filledIn, language, { value })}`
  if (withheld) return html`<b>${say(words.withheld, language)}</b>`
  const known = formatRaw(raw ?? 0, unit, language)
  if (outOfRange) return html`${say(words.outOfRange, language, { value, raw: known })}`
  return html`<b>${known}</b> · ${formatOrigin(sourceText, sourceDate, language)}`
}

/** Criteria without a value for this proposal: listed briefly, with what they could add. */
function withoutData(silent: readonly ScoreContribution[], total: number, language: Language): Html {
  return html`<div class="no-data"><h3>${say(words.noData, language)}</h3>
<ul>${silent.map(({ title, weight }) => html`<li>${title[language]} <span>${say(words.mostPoints, language, { points: formatPoints((1000 * weight) / total, language) })}</span></li>`)}</ul>
<p class="note">${say(words.noDataNote, language)}</p></div>`
}

function notice({ model, code, method }: ProposalScore, language: Language): Html {
  const used = model && say(words.model, language, { title: model.title[language], version: model.version })
  return html`<p class="note">${used} ${model?.notice[language]}</p>
<p class="more"><a href="/api/proposals/${encodeURIComponent(code)}/score${method !== 'weighted-sum' && `?method=${method}`}">${icons.download}${say(words.json, language)}</a></p>`
}
