import type { Language } from '../../../core/proposal/label.ts'
import { RANKING_METHODS, type RankingMethodName } from '../../../core/score/ranking-methods.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink } from '../page-context.ts'
import { methodWords } from './score-words.ts'

/** Ranking method from a page's address; by default the weighted sum, which the score of maps and files uses. */
export function methodNamed(name: string | null): RankingMethodName {
  return RANKING_METHODS.find((method) => method === name) ?? 'weighted-sum'
}

/** The page of a proposal with its score by a method. */
export function scoreAddress(code: string, method: RankingMethodName): string {
  return `/usulan/${encodeURIComponent(code)}${method === 'weighted-sum' ? '' : `?cara=${method}`}`
}

/** Links to the same proposal ranked by each method. */
export function renderMethods(code: string, current: RankingMethodName, language: Language): Html {
  return html`<nav class="methods" aria-label="${say(methodWords.title, language)}"><ul>${RANKING_METHODS.map(
    (method) =>
      html`<li><a href="${localLink({ language }, scoreAddress(code, method))}#score" rel="nofollow"${method === current && html` aria-current="true"`}>${say(methodWords[method].name, language)}</a></li>`,
  )}</ul></nav>`
}
