import { css, html, LitElement, nothing } from 'lit'
import type { Indicators } from '../../core/api/indicators.ts'
import { STATUS_GROUPS, type StatusGroup, statusGroup } from '../../core/proposal/status.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { number, rupiahShort, share } from '../i18n/format-value.ts'
import { languageChange, t } from '../i18n/translate.ts'
import type { ProposalFeed } from '../state/proposal-feed.ts'
import { Redraw } from '../state/viewer-store.ts'
import { sharedStyles } from './shared-styles.ts'
import { symbolIcon } from './symbol-icon.ts'

/** Three figures and the bar of how far proposals have come, for the present filters; where these could not be had, it says so. */
export class PuFigures extends LitElement {
  static override properties = { feed: { attribute: false }, years: { attribute: false } }

  static override styles = [
    sharedStyles,
    css`
      dl { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 0.75rem; }
      dl div { display: flex; flex-direction: column-reverse; min-width: 0; }
      dt { font-size: var(--text-note); color: var(--muted); }
      dd { font-size: clamp(1.0625rem, 1.2rem, var(--text-figure)); font-weight: 700; letter-spacing: -0.025em; white-space: nowrap; }
      .bar { display: flex; gap: 2px; height: 10px; margin-top: 0.75rem; border-radius: 5px; overflow: hidden; background: var(--line); }
      .bar i { min-width: 3px; }
      .bar .returned { background: repeating-linear-gradient(135deg, #fff 0 2px, var(--status-returned) 2px 5px); }
      .bar .process { background: var(--status-process); } .bar .accepted { background: var(--status-accepted); }
      .bar .done { background: var(--status-done); } .bar .rejected { background: var(--status-rejected); }
      ul { display: flex; flex-wrap: wrap; gap: 0.125rem 0.75rem; margin-top: 0.5rem; font-size: var(--text-note); color: var(--muted); }
      li { display: inline-flex; align-items: center; gap: 0.25rem; white-space: nowrap; }
      li b { color: var(--ink); font-weight: 600; }
      .failed { margin-top: 0.5rem; font-size: var(--text-small); color: var(--error-ink); }
      .stale { opacity: 0.45; transition: opacity var(--calm) 0.15s; }
      @media (max-width: 767px) { ul { display: none; } :host([full]) ul { display: flex; } .bar { margin-top: 0.5rem; height: 8px; } }
    `,
  ]

  declare feed: ProposalFeed
  /** That are filtered by. */
  declare years: readonly number[]

  constructor() {
    super()
    this.years = []
    new Redraw(this, () => languageChange)
    new Redraw(this, () => this.feed)
  }

  protected override render() {
    const figures = this.feed.indicators
    return html`<div class=${this.feed.loading && figures ? 'stale' : ''}>
      <dl>
        ${this.#figure(figures && number(figures.count), this.#countLabel())}
        ${this.#figure(figures && rupiahShort(figures.costRupiah), t('figureCost'))}
        ${this.#figure(figures && share(figures.realisedShare), t('figureRealised'))}
      </dl>
      ${this.feed.error && !figures ? this.#failed() : this.#funnel(figures)}
    </div>`
  }

  /** The year is part of what is counted. */
  #countLabel(): string {
    return [t('figureCount'), yearsText(this.years)].filter(Boolean).join(' ')
  }

  #failed() {
    return html`<p class="failed" role="alert">${t('failedFigures')}
      <button class="link" type="button" @click=${() => void this.feed.reload()}>${t('retry')}</button></p>`
  }

  #figure(value: string | null, label: string) {
    return html`<div><dt>${label}</dt><dd>${value ?? '–'}</dd></div>`
  }

  #funnel(figures: Indicators | null) {
    const groups = figures ? countGroups(figures) : []
    return html`
      <div class="bar" aria-hidden="true">
        ${groups.map(([group, count]) => html`<i class=${group} .style=${`flex:${count}`}></i>`)}
      </div>
      ${
        groups.length
          ? html`<ul aria-label=${t('funnel')}>
            ${groups.map(
              ([group, count]) =>
                html`<li>${symbolIcon(group, 'point', 13)}${codeLabel('group', group)} <b>${number(count)}</b></li>`,
            )}
          </ul>`
          : nothing
      }
    `
  }
}

/** "2025", "2025, 2026", "2024–2026" of years in a row, "3 tahun" of others; empty for all. */
export function yearsText(years: readonly number[]): string {
  const sorted = years.toSorted((a, b) => a - b)
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)]
  if (sorted.length < 3) return sorted.join(', ')
  return last - first === sorted.length - 1 ? `${first}–${last}` : t('figureYears', { count: sorted.length })
}

/** Counts by map symbol in the order of the bar; groups without proposals are left out. */
function countGroups(figures: Indicators): [StatusGroup, number][] {
  const counts = new Map<StatusGroup, number>()
  for (const { status, count } of figures.byStatus) {
    const group = statusGroup(status)
    counts.set(group, (counts.get(group) ?? 0) + count)
  }
  return STATUS_GROUPS.flatMap((group) => (counts.get(group) ? [[group, counts.get(group) ?? 0]] : []))
}
