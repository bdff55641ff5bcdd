import { css, html, LitElement, nothing } from 'lit'
import type { LeftOut } from '../../../core/api/competition.ts'
import { PUBLIC_STATUSES } from '../../../core/proposal/process.ts'
import { SECTOR_CODES } from '../../../core/proposal/sector.ts'
import { statusGroup } from '../../../core/proposal/status.ts'
import { codeLabel } from '../../i18n/code-labels.ts'
import { number } from '../../i18n/format-value.ts'
import { languageChange } from '../../i18n/translate.ts'
import type { FilterOption } from '../../panel/pu-filter-menu.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { symbolIcon } from '../../panel/symbol-icon.ts'
import { type Filters, noFilters } from '../../state/filters.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { type DistrictChoice, readDistricts } from '../data/read-districts.ts'
import type { Alternatives } from '../state/alternatives.ts'
import { competesByRule, isNarrowed } from '../state/competing-filters.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { RedrawWhen } from '../state/redraw-when.ts'
import { competitionLine } from './competition-line.ts'
import { rankingText } from './ranking-words.ts'

/** Chips that choose which proposals compete: on the map, in the ranking and in all that is reckoned from it. */
export class PuPlanFilters extends LitElement {
  static override properties = { store: { attribute: false }, districts: { state: true } }

  static override styles = [
    sharedStyles,
    css`
      .row { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; }
      .competition { margin-top: 0.375rem; }
      .all { font-size: var(--text-small); min-height: 2.125rem; padding-inline: 0.25rem; }
      @media (max-width: 767px) {
        .row { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; margin-inline: -1rem; padding: 3px 1rem; }
        .all { flex: none; min-height: var(--target); }
      }
    `,
  ]

  declare store: PlanStore
  declare districts: readonly DistrictChoice[]
  readonly #abort = new AbortController()
  #counted: { of: Alternatives | null; status: Map<string, number>; sector: Map<string, number> } | null =
    null

  constructor() {
    super()
    this.districts = []
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.store, ['filters', 'district', 'alternatives'])
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Without the names there is one chip less; nothing else depends on them.
    readDistricts(this.#abort.signal).then(
      (districts) => {
        this.districts = districts
      },
      () => undefined,
    )
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#abort.abort()
  }

  protected override render() {
    const { filters, district } = this.store.state
    return html`<div class="row" role="group" aria-label=${rankingText('filters')}>
      ${this.#menu(
        rankingText('year'),
        (district?.years ?? []).map((year) => option(String(year), String(year))),
        filters.years.map(String),
        (years) => ({ years: years.map(Number) }),
      )}
      ${this.#menu(rankingText('status'), this.#statuses(), filters.statuses, (statuses) => ({ statuses }), competesByRule(filters.statuses) ? rankingText('byRule') : undefined)}
      ${this.#menu(rankingText('sector'), this.#sectors(), filters.sectors, (sectors) => ({ sectors }))}
      ${this.districts.length > 0 || filters.area ? this.#areaMenu(filters) : nothing}
      ${isNarrowed(filters) ? html`<button class="link all" type="button" @click=${() => this.#set({ ...noFilters, years: filters.years })}>${rankingText('clearAll')}</button>` : nothing}
    </div>${this.#competition()}`
  }

  /** How many compete and how many do not: whoever ranks or funds is told, and can let others compete. */
  #competition() {
    const { alternatives, filters } = this.store.state
    if (!alternatives) return nothing
    const { competition } = alternatives
    const all = () => this.#set({ statuses: [...PUBLIC_STATUSES] })
    const rule = () => this.#set({ statuses: [] })
    const isByRule = competesByRule(filters.statuses)
    const more = competition.leftOut.length > 0
    return html`<p class="note competition" role="status">${competitionLine(competition)}
      ${more && isByRule ? html`<button class="link" type="button" @click=${all}>${rankingText('letAll')}</button>` : nothing}
      ${isByRule ? nothing : html`<button class="link" type="button" @click=${rule}>${rankingText('onlyRule')}</button>`}</p>`
  }

  #menu(
    name: string,
    options: readonly FilterOption[],
    chosen: readonly string[],
    patch: (values: string[]) => Partial<Filters>,
    known?: string,
  ) {
    const [only] = chosen
    const single = chosen.length === 1 ? (options.find(({ value }) => value === only)?.label ?? only) : ''
    const summary = known ?? single
    return html`<pu-filter-menu .name=${name} .summary=${summary ?? ''} .options=${options} .chosen=${chosen}
      @choose=${(event: CustomEvent<string[]>) => this.#set(patch(event.detail))}></pu-filter-menu>`
  }

  /** The server takes one area: the last that was ticked. */
  #areaMenu({ area }: Filters) {
    const options = this.districts.map(({ code, name }) => option(code, name))
    const known = area === '' || options.some(({ value }) => value === area)
    return this.#menu(
      rankingText('district'),
      known ? options : [option(area, area), ...options],
      area ? [area] : [],
      (codes) => ({
        area: codes.find((code) => code !== area) ?? '',
      }),
    )
  }

  #statuses(): FilterOption[] {
    const counts = this.#counts('status')
    // Drafts are nobody's business but their author's.
    return PUBLIC_STATUSES.map((status) => ({
      ...option(status, codeLabel('status', status), counts.get(status)),
      icon: symbolIcon(statusGroup(status)),
    }))
  }

  #sectors(): FilterOption[] {
    const counts = this.#counts('sector')
    const { sectors } = this.store.state.filters
    return SECTOR_CODES.filter((code) => counts.has(code) || sectors.includes(code)).map((code) =>
      option(code, codeLabel('sector', code), counts.get(code)),
    )
  }

  /** How many of each code there are; counted once for the alternatives, not for each step of a slider. */
  #counts(column: 'status' | 'sector'): ReadonlyMap<string, number> {
    const { alternatives } = this.store.state
    if (this.#counted?.of !== alternatives) {
      this.#counted = {
        of: alternatives,
        status: count(alternatives?.status, alternatives?.competition.leftOut),
        sector: count(alternatives?.sector),
      }
    }
    return this.#counted[column]
  }

  #set(patch: Partial<Filters>): void {
    this.store.update({ filters: { ...this.store.state.filters, ...patch } })
  }
}

function count(codes: readonly string[] = [], others: readonly LeftOut[] = []): Map<string, number> {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  for (const { status, count } of others) if (status !== null) counts.set(status, count)
  return counts
}

function option(value: string, label: string, count?: number): FilterOption {
  return count === undefined ? { value, label } : { value, label, count: number(count) }
}
