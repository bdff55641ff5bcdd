import { html, LitElement } from 'lit'
import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import { entropyWeights, toSliderWeights } from '../../../core/weights/entropy.ts'
import { number } from '../../i18n/format-value.ts'
import { languageChange, pick } from '../../i18n/translate.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { Redraw } from '../../state/viewer-store.ts'
import type { Alternatives } from '../state/alternatives.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { excludedRows } from '../state/rank-live.ts'
import { same } from '../state/weight-history.ts'
import { weightBars } from './derived-weights.ts'
import { entropyText } from './entropy-words.ts'
import { sourceStyles } from './source-styles.ts'

/** Weights that the data themselves suggest (Shannon's entropy); they are taken by a button, not by opening the page. */
export class PuEntropy extends LitElement {
  static override properties = { store: { attribute: false } }

  static override styles = [sharedStyles, sourceStyles]

  declare store: PlanStore
  #weights: Weights | null = null
  #for: Alternatives | null = null

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.store)
  }

  protected override render() {
    const { alternatives, criteria, weights } = this.store.state
    const suggested = alternatives && this.#suggest(alternatives, criteria)
    if (!alternatives || !suggested) return html`<p class="state">${entropyText('none')}</p>`
    const used = weights !== null && same(weights, suggested)
    return html`<p class="note hint">${entropyText('lead')} ${entropyText('basis', { count: number(alternatives.count) })}</p>
      <p class="note hint why">${why(criteria, suggested)}</p>
      ${weightBars(criteria, suggested)}
      <button class="button ${used ? '' : 'main'}" type="button" ?disabled=${used}
        @click=${() => this.store.settleWeights(suggested)}>${entropyText(used ? 'used' : 'use')}</button>`
  }

  #suggest(alternatives: Alternatives, criteria: readonly CriterionInfo[]): Weights | null {
    if (this.#for !== alternatives) {
      this.#weights = suggestByEntropy(alternatives, criteria)
      this.#for = alternatives
    }
    return this.#weights
  }
}

/** What tells proposals apart most, and what not at all. */
function why(criteria: readonly CriterionInfo[], weights: Weights): string {
  const weighed = criteria.map(({ key, title }) => ({ name: pick(title), weight: weights[key] ?? 0 }))
  const most = weighed.reduce((best, one) => (one.weight > best.weight ? one : best))
  const same = weighed.filter(({ weight }) => weight === 0).map(({ name }) => name)
  const text = entropyText('most', { name: most.name })
  return same.length > 0 ? `${text} ${entropyText('same', { names: same.join(', ') })}` : text
}

/** Null where nothing tells the alternatives apart. */
export function suggestByEntropy(
  alternatives: Alternatives,
  criteria: readonly CriterionInfo[],
): Weights | null {
  const used = criteria.filter(({ key }) => alternatives.columns.has(key))
  const { excluded, excludedCount } = excludedRows(
    alternatives,
    Object.fromEntries(used.map(({ key }) => [key, 1])),
  )
  const columns = used.map(({ key }) => {
    const column = alternatives.columns.get(key)!
    return excludedCount > 0 ? column.filter((_, row) => excluded[row] === 0) : column
  })
  const differs = columns.some((column) => column.some((value) => value !== column[0]))
  if (alternatives.count - excludedCount < 2 || !differs) return null
  const sliders = toSliderWeights(entropyWeights(columns))
  return Object.fromEntries(used.map(({ key }, at) => [key, sliders[at] ?? 0]))
}
