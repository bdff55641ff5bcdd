import { html, nothing } from 'lit'
import type { AlikeGroup } from '../../../../core/api/portfolio.ts'
import { number, rupiahShort } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import type { BudgetController } from '../budget-controller.ts'
import { type BudgetDraft, twinsOf, withTwins } from '../budget-draft.ts'
import type { PackageView } from '../package-view.ts'
import { packageText } from '../package-words.ts'

/** What is spent outside every group that a condition names: money that no ceiling or quota holds. */
export function outsidePart({ result }: PackageView) {
  const { outside = [] } = result
  if (outside.length === 0) return nothing
  return html`<div class="warning" role="status">${outside.map(({ text }) => html`<p>${pick(text)}</p>`)}</div>`
}

/**
 * Groups of the same title in the same village of which several are funded. Whether they are twins or several works only a
 * person can tell: each can be narrowed to one, or allowed, and the next search keeps to it.
 */
export function alikePart(
  { result }: PackageView,
  controller: BudgetController,
  open: (code: string) => void,
) {
  const { draft } = controller
  const groups = (result.alike ?? []).filter((group) => !isSettled(group, draft))
  if (groups.length === 0) return nothing
  const change = (changed: BudgetDraft) => controller.change(changed)
  return html`<details class="warning alike"><summary>${packageText('alike', { count: number(groups.length) })}</summary>
    <p>${packageText('alikeText')}</p>
    <button class="button" type="button" @click=${() => change(withTwins(draft, { within: 'village' }))}>${packageText('alikeOneOfEach')}</button>
    <ul>${groups.map((group) => alikeLine(group, draft, { open, change }))}</ul></details>`
}

interface Actions {
  readonly open: (code: string) => void
  readonly change: (draft: BudgetDraft) => void
}

function alikeLine(group: AlikeGroup, draft: BudgetDraft, { open, change }: Actions) {
  const { title, villageName, chosen, codes } = group
  const name = [title, villageName].filter(Boolean).join(', ')
  const one = () => change({ ...draft, conditions: [...draft.conditions, { kind: 'one-of', codes }] })
  const allow = () => {
    const allowed = new Set([...(twinsOf(draft)?.allowed ?? []), ...codes])
    change(withTwins(draft, { allowed: [...allowed].sort() }))
  }
  return html`<li><b>${title}</b> <span class="note">${villageName ?? ''}</span>
    <span class="codes">${chosen.map(({ code, costRupiah }) => html`<button class="link" type="button" @click=${() => open(code)}>${code}</button> ${rupiahShort(costRupiah)} `)}</span>
    <span class="choices"><button class="button" type="button" aria-label=${`${packageText('alikeOne')}: ${name}`} @click=${one}>${packageText('alikeOne')}</button>
      <button class="button" type="button" aria-label=${`${packageText('alikeAllow')}: ${name}`} @click=${allow}>${packageText('alikeAllow')}</button></span></li>`
}

/** Whether the form says what is to become of a group: at most one of it, or that they may stand beside each other. */
function isSettled({ chosen, allowed }: AlikeGroup, draft: BudgetDraft): boolean {
  const twins = twinsOf(draft)
  if (allowed || twins?.within === 'village') return true
  const open = chosen.filter(({ code }) => !twins?.allowed?.includes(code))
  if (open.length < 2) return true
  return draft.conditions.some(
    (one) => one.kind === 'one-of' && chosen.every(({ code }) => one.codes.includes(code)),
  )
}
