import { html, nothing } from 'lit'
import { drawLine } from '../../../core/score/draw-line.ts'
import { scaleTexts } from '../../../core/score/scale-words.ts'
import { number, rupiahShort } from '../../i18n/format-value.ts'
import { moment } from '../../i18n/moment.ts'
import { pick } from '../../i18n/translate.ts'
import type { BudgetController } from '../budget/budget-controller.ts'
import { budgetText } from '../budget/budget-words.ts'
import { packageText } from '../budget/package-words.ts'
import { budgetMeter, packageFigures } from '../budget/parts/package-head.ts'
import { equityPart } from '../budget/parts/package-study.ts'
import { scoreColours, scoreRange } from '../map/score-style.ts'
import { explainRow } from '../ranking/explain-row.ts'
import { contributionBar } from '../ranking/rank-row.ts'
import { villageName } from '../state/alternatives.ts'
import type { PlanStore } from '../state/plan-store.ts'
import type { Plan } from '../tab/plan-tab.ts'
import { criterionColour } from '../weights/criterion-colour.ts'
import { scoreFigure } from '../weights/method-words.ts'
import { forumText } from './forum-words.ts'

/** What a room can follow: so many lines of the ranking at most, and so many parts of a score. */
const MOST_ROWS = 300
const ROWS_BELOW = 10
const MOST_PARTS = 6

export interface ForumLook {
  readonly plan: Plan
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
    ${scaleNote(store)}<h2>${forumText('topFive')}</h2><div class="rows">${Array.from(ranking?.order.subarray(0, 5) ?? [], (row) => rowButton(row, look, true))}</div>`
}

/** What is shown to a forum is reckoned here, of per mille values, also where the list beside it is on raw values. */
function scaleNote({ state }: PlanStore) {
  return state.scale === 'raw' ? html`<p class="warn">${pick(scaleTexts.topsis['per-mille'])}</p>` : nothing
}

/** The line of the open package's budget, or of the best so many. */
export function forumLine(
  store: PlanStore,
  controller: BudgetController,
): { above: number; budgetRupiah: number | null } {
  const { alternatives, top } = store.state
  const { ranking } = store
  const budgetRupiah = controller.open?.request.budgetRupiah ?? null
  if (!alternatives || !ranking) return { above: 0, budgetRupiah }
  const costs = alternatives.costRupiah
  const rule = budgetRupiah === null ? { top } : { budgetRupiah }
  const { last } = drawLine({ order: ranking.order, costs, rule })
  // Those without a cost are passed over, not funded: the line stands where the list stops.
  return { above: last === null ? 0 : (ranking.rank[last] ?? 0), budgetRupiah }
}

export function rankingStep(look: ForumLook, jump: (where: 'line' | 'top') => void) {
  const { store } = look.plan
  const order = store.ranking?.order ?? new Uint32Array()
  const { above, budgetRupiah } = forumLine(store, look.controller)
  const [from, to] = [Math.max(0, above - MOST_ROWS), above + ROWS_BELOW]
  const places = { above: number(above), count: number(order.length) }
  const text =
    budgetRupiah === null
      ? forumText('rankingTop', places)
      : forumText('rankingBudget', { ...places, budget: rupiahShort(budgetRupiah) })
  const head = from > 0 ? Array.from(order.subarray(0, Math.min(from, MOST_ROWS))) : []
  const rows = [...head, ...order.subarray(Math.max(from, head.length), to)]
  return html`<p class="lead">${text}</p>${scaleNote(store)}
    <div class="jump"><button class="button" type="button" @click=${() => jump('top')}>${forumText('toTop')}</button><button class="button" type="button" @click=${() => jump('line')}>${forumText('toLine')}</button></div>
    <div class="rows">${rows.map((row) => {
      const rank = store.ranking?.rank[row] ?? 0
      return html`${rowButton(row, look, rank <= above)}${rank === above ? html`<div class="line" id="line">${forumText('line')}</div>` : nothing}`
    })}</div>`
}

function rowButton(row: number, { plan, open }: ForumLook, isAbove: boolean) {
  const { state, ranking } = plan.store
  const { alternatives, selection, hovered } = state
  if (!alternatives) return nothing
  const code = alternatives.codes[row] ?? ''
  const cost = alternatives.costRupiah[row] ?? Number.NaN
  const look = `${selection.has(code) ? 'marked' : ''} ${hovered === code ? 'hovered' : ''} ${isAbove ? '' : 'below'}`
  const hover = (hovering: string | null) => () => plan.store.update({ hovered: hovering })
  return html`<button class="row ${look}" type="button" aria-pressed=${selection.has(code)} @click=${() => open(code)} @pointerenter=${hover(code)} @pointerleave=${hover(null)}>
    <b>${number(ranking?.rank[row] ?? 0)}</b><span>${alternatives.titles[row]}<small>${villageName(alternatives, row)}</small></span>
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

export function whyStep(look: ForumLook) {
  const { plan, controller, open } = look
  const { opened, criteria } = plan.store.state
  const picker = html`<pu-code-picker .store=${plan.store} .codes=${[]} .plain=${true} @codes=${(event: CustomEvent<string[]>) => open(event.detail.at(-1) ?? '')}></pu-code-picker>`
  if (!opened) return html`<p class="lead">${forumText('whyNone')}</p>${picker}`
  const explanation = explainRow(plan.store, opened)
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
    <p>${explanation ? forumText('rank', { rank: number(explanation.rank), of: number(explanation.of), score: scoreFigure(explanation.score, explanation.method) }) : forumText('leftOut')}</p>
    ${scaleNote(plan.store)}
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
