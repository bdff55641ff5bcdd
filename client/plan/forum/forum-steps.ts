import { html, nothing } from 'lit'
import { scaleTexts } from '../../../core/score/scale-words.ts'
import { number, rupiahShort } from '../../i18n/format-value.ts'
import { moment } from '../../i18n/moment.ts'
import { pick } from '../../i18n/translate.ts'
import { describeFailure } from '../../panel/describe-failure.ts'
import type { BudgetController } from '../budget/budget-controller.ts'
import { budgetText } from '../budget/budget-words.ts'
import { packageText } from '../budget/package-words.ts'
import { budgetMeter, packageFigures } from '../budget/parts/package-head.ts'
import { equityPart } from '../budget/parts/package-study.ts'
import { mapText } from '../legend/map-words.ts'
import { scoreColours, scoreRange } from '../map/score-style.ts'
import { type Explanation, explainRemote, explainRow } from '../ranking/explain-row.ts'
import type { RankList } from '../ranking/rank-list.ts'
import { contributionBar, type RankedRow } from '../ranking/rank-row.ts'
import { RemoteRanking } from '../ranking/remote-ranking.ts'
import { whyNotRanked } from '../ranking/why-not-ranked.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { criterionColour } from '../weights/criterion-colour.ts'
import { scoreFigure } from '../weights/method-words.ts'
import { forumText } from './forum-words.ts'
import { ranksAbove } from './ranks-above.ts'

/** What a room can follow: so many lines of the ranking at most, and so many parts of a score. */
const MOST_ROWS = 300
const ROWS_BELOW = 10
const MOST_PARTS = 6
/** Where the server ranks, a proposal is looked for among so many. */
const MOST_SOUGHT = 5000

export interface ForumLook {
  readonly plan: Plan
  /** The ranking; null where there is none. */
  readonly list: RankList | null
  readonly controller: BudgetController
  readonly open: (code: string) => void
}

export function weighStep({ plan }: ForumLook) {
  return html`<p class="lead">${forumText('weighText')}</p><div class="weights"><pu-weight-sliders .store=${plan.store}></pu-weight-sliders></div>`
}

export function mapStep(look: ForumLook) {
  const { store } = look.plan
  const { ranking } = store
  const { low, high } = scoreRange(ranking)
  return html`<p class="lead">${forumText('mapText', { count: number(ranking?.order.length ?? 0) })}</p>
    <div><div class="ramp" style="background: linear-gradient(to right, ${scoreColours.join(',')})"></div>
      <div class="ends"><span>${forumText('low', { score: `≤ ${scoreFigure(low, store.state.method)}` })}</span><span>≥ ${scoreFigure(high, store.state.method)}</span></div></div>
    ${store.state.scale === 'raw' ? html`<p class="warn">${mapText('perMille')}</p>` : nothing}
    <h2>${forumText('topFive')}</h2>${listState(look.list)}<div class="rows">${rowsFrom(look.list, 0, 5).map((row) => rowButton(row, look, true))}</div>`
}

/** On which scale the list is, and which of the two is the published one. */
function scaleNote({ state }: PlanStore) {
  return state.method === 'topsis'
    ? html`<p class="basis">${pick(scaleTexts.topsis[state.scale])}</p>`
    : nothing
}

/** That the server's list is on its way, or does not come. */
function listState(list: RankList | null) {
  if (!(list instanceof RemoteRanking)) return nothing
  if (list.failure)
    return html`<p class="warn" role="alert">${describeFailure(list.failure)} <button class="button" type="button" @click=${() => list.retry()}>${forumText('retry')}</button></p>`
  return list.waits ? html`<p class="basis" role="status">${forumText('waits')}</p>` : nothing
}

/** Those of the places that are here. */
function rowsFrom(list: RankList | null, from: number, to: number): RankedRow[] {
  const places = Array.from(
    { length: Math.max(0, Math.min(to, list?.length ?? 0) - from) },
    (_, at) => from + at,
  )
  return places.flatMap((place) => list?.at(place) ?? [])
}

export function rankingStep(look: ForumLook, jump: (where: 'line' | 'top') => void) {
  const { store } = look.plan
  const { list } = look
  const budgetRupiah = look.controller.open?.request.budgetRupiah ?? null
  const rule = budgetRupiah === null ? { top: store.state.top } : { budgetRupiah }
  const above = list ? ranksAbove(list, rule) : 0
  const [from, to] = [Math.max(0, above - MOST_ROWS), above + ROWS_BELOW]
  const places = { above: number(above), count: number(list?.ranked ?? 0) }
  const text =
    budgetRupiah === null
      ? forumText('rankingTop', places)
      : forumText('rankingBudget', { ...places, budget: rupiahShort(budgetRupiah) })
  const head = from > 0 ? rowsFrom(list, 0, Math.min(from, MOST_ROWS)) : []
  const rows = [...head, ...rowsFrom(list, Math.max(from, head.length), to)]
  return html`<p class="lead">${text}</p>${scaleNote(store)}${listState(list)}
    <div class="jump"><button class="button" type="button" @click=${() => jump('top')}>${forumText('toTop')}</button><button class="button" type="button" @click=${() => jump('line')}>${forumText('toLine')}</button></div>
    <div class="rows">${rows.map((row) => {
      return html`${rowButton(row, look, row.rank <= above)}${row.rank === above ? html`<div class="line" id="line">${forumText('line')}</div>` : nothing}`
    })}</div>`
}

function rowButton(
  { code, rank, title, village, cost }: RankedRow,
  { plan, open }: ForumLook,
  isAbove: boolean,
) {
  const { selection, hovered } = plan.store.state
  const look = `${selection.has(code) ? 'marked' : ''} ${hovered === code ? 'hovered' : ''} ${isAbove ? '' : 'below'}`
  const hover = (hovering: string | null) => () => plan.store.update({ hovered: hovering })
  return html`<button class="row ${look}" type="button" aria-pressed=${selection.has(code)} @click=${() => open(code)} @pointerenter=${hover(code)} @pointerleave=${hover(null)}>
    <b>${number(rank)}</b><span>${title}<small>${village}</small></span>
    <em>${Number.isNaN(cost) ? forumText('noCost') : rupiahShort(cost)}</em></button>`
}

export function packageStep({ controller }: ForumLook) {
  const { view } = controller
  if (view && view.chosen.size > 0)
    return html`<h2 class="hidden">${packageText('title')}</h2><div>${budgetMeter(view)}</div>${packageFigures(view)}<div class="equity">${equityPart(view.result)}</div>${controller.isStale ? html`<p class="warn">${forumText('packageStale')}</p>` : nothing}`
  const lines = (controller.lines ?? []).filter(({ chosenCount }) => (chosenCount ?? 0) > 0).slice(0, 5)
  return html`<h2>${forumText('packageNone')}</h2><p class="lead">${forumText('packageNoneText')}</p>
    <div class="rows">${lines.map(
      ({
        id,
        title,
        budgetRupiah,
        chosenCount,
        createdAt,
      }) => html`<button class="row" type="button" @click=${() => void controller.show(id)}>
        <b>▸</b><span>${title || budgetText('noName', { budget: rupiahShort(budgetRupiah) })}<small>${forumText('packageLine', { count: number(chosenCount ?? 0), when: moment(createdAt) })}</small></span><em>${rupiahShort(budgetRupiah)}</em></button>`,
    )}</div>`
}

function explained(store: PlanStore, list: RankList | null, code: string): Explanation | null {
  if (!(list instanceof RemoteRanking)) return explainRow(store, code)
  const row = list.rowOf(code)
  if (!row) seekFurther(list)
  return row ? explainRemote(store, row, list.ranked) : null
}

/** Asks for the next of the pages that are not here: once it is, the step is drawn again. */
function seekFurther(list: RemoteRanking): void {
  let place = 0
  while (place < Math.min(list.length, MOST_SOUGHT) && list.at(place)) place++
}

export function whyStep(look: ForumLook) {
  const { plan, controller, list, open } = look
  const { opened, criteria } = plan.store.state
  const picker = html`<pu-code-picker .store=${plan.store} .codes=${[]} .plain=${true} @codes=${(event: CustomEvent<string[]>) => open(event.detail.at(-1) ?? '')}></pu-code-picker>`
  if (!opened) return html`<p class="lead">${forumText('whyNone')}</p>${picker}`
  const explanation = explained(plan.store, list, opened)
  const points = criteria.map(
    ({ key }) => explanation?.parts.find(({ criterion }) => criterion.key === key)?.points ?? 0,
  )
  const telling = [...(explanation?.parts ?? [])]
    .filter((part) => part.points >= 0.5)
    .sort((a, b) => b.points - a.points)
  const full = Math.max(
    1,
    points.reduce((sum, part) => sum + part, 0),
  )
  const row = plan.store.state.alternatives?.rowOf.get(opened) ?? -1
  const title = plan.store.state.alternatives?.titles[row] ?? opened
  const isPart =
    controller.view !== null &&
    (controller.view.chosen.has(opened) || controller.view.list.all.placeOf(opened) >= 0)
  return html`<h2>${title}</h2>
    <p>${explanation ? forumText('rank', { rank: number(explanation.rank), of: number(explanation.of), score: scoreFigure(explanation.score, explanation.method) }) : whyNotRanked(plan.store, opened)}</p>
    ${explanation ? scaleNote(plan.store) : listState(list)}
    ${explanation ? contributionBar({ parts: points }, criteria, { full }) : nothing}
    <ul class="parts">${telling
      .slice(0, MOST_PARTS)
      .map(
        (part) =>
          html`<li><i style="background: ${criterionColour(part.place)}"></i><span>${pick(part.criterion.title)}</span><em>${number(part.points)}</em></li>`,
      )}</ul>
    ${isPart ? html`<pu-package-details .plan=${plan} .controller=${controller} .view=${controller.view} .code=${opened} quiet @close=${() => plan.store.update({ opened: null })}></pu-package-details>` : nothing}
    <h2>${forumText('whyOther')}</h2>${picker}`
}
