import { html, LitElement, type PropertyValues } from 'lit'
import type { AnalysisLegend } from '../../../../core/statistics/analysis-report.ts'
import { languageChange, pick } from '../../../i18n/translate.ts'
import { sharedStyles } from '../../../panel/shared-styles.ts'
import { Redraw } from '../../../state/viewer-store.ts'
import { takesMore } from '../../selection/takes-more.ts'
import { RedrawWhen } from '../../state/redraw-when.ts'
import type { Plan } from '../../tab/plan-tab.ts'
import { readVillageClasses } from '../bivariate/read-village-classes.ts'
import { chooseVillages } from '../chart/chart-marks.ts'
import { chartStyles } from '../chart/chart-styles.ts'
import { statisticsText } from '../statistics-words.ts'
import type { VillageClasses } from '../village-classes.ts'

type Categories = Extract<AnalysisLegend, { kind: 'categories' }>

/** What the colours on the map mean. Of a layer of villages, pressing a colour chooses its villages. */
export class PuClassKeys extends LitElement {
  static override properties = {
    plan: { attribute: false },
    layer: {},
    legend: { attribute: false },
    classes: { state: true },
  }

  static override styles = [sharedStyles, chartStyles]

  declare plan: Plan
  /** Id of the layer. */
  declare layer: string
  declare legend: Categories
  declare classes: VillageClasses | null
  #visit = new AbortController()

  constructor() {
    super()
    this.classes = null
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.plan?.store, ['areas'])
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#visit.abort()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('layer')) void this.#read()
  }

  protected override render() {
    return html`${this.classes ? html`<p class="note">${statisticsText('chooseClass')}</p>` : ''}
      <ul class="keys">${this.legend.items.map((item) => this.#item(item))}</ul>`
  }

  #item({ value, colour, label }: Categories['items'][number]) {
    const swatch = html`<i style="background: ${colour}"></i>${pick(label)}`
    const villages = [...(this.classes?.get(value) ?? [])]
    if (villages.length === 0) return html`<li>${swatch}</li>`
    const { areas } = this.plan.store.state
    return html`<li><button type="button" aria-pressed=${villages.every((code) => areas.has(code))}
      @click=${(event: MouseEvent) => chooseVillages(this.plan, villages, takesMore(event))}>${swatch}</button></li>`
  }

  /** A layer of grid cells names no villages; its colours then only explain. */
  async #read(): Promise<void> {
    this.#visit.abort()
    this.#visit = new AbortController()
    const { signal } = this.#visit
    this.classes = null
    const { layer, legend } = this
    const described = this.plan.store.state.catalogue.find(({ id }) => id === layer)
    if (!described?.fields.some(({ name }) => name === 'districtCode')) return
    try {
      const classes = await readVillageClasses(signal, { layer, property: legend.property })
      if (!signal.aborted) this.classes = classes
    } catch {
      // The colours still explain; only choosing by them is missing.
    }
  }
}
