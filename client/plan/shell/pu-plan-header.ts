import { css, html, LitElement, nothing } from 'lit'
import { sitePath } from '../../api/site-path.ts'
import { pageAddress } from '../../i18n/page-address.ts'
import { currentLanguage, languageChange } from '../../i18n/translate.ts'
import { siteMark } from '../../panel/icons.ts'
import { sharedStyles } from '../../panel/shared-styles.ts'
import { filterQuery, noFilters } from '../../state/filters.ts'
import { Redraw } from '../../state/viewer-store.ts'
import { viewerAddress } from '../../state/viewer-url.ts'
import { PLAN_TABS, type PlanTabId } from '../state/plan-state.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { RedrawWhen } from '../state/redraw-when.ts'
import { planTabs } from './plan-tabs.ts'
import { shellText } from './shell-words.ts'

/** Mark, tabs, forum mode, language and the decision. Emits `language` (Language) and `save`. */
export class PuPlanHeader extends LitElement {
  static override properties = { store: { attribute: false }, saving: { type: Boolean } }

  static override styles = [
    sharedStyles,
    css`
      header { display: flex; align-items: center; gap: 0.75rem; height: 100%; padding: 0 1rem; background: var(--surface); border-bottom: 1px solid var(--line); }
      .home { display: flex; align-items: center; gap: 0.625rem; flex: none; color: inherit; text-decoration: none; border-radius: var(--radius-s); }
      .home strong { font-weight: 800; font-size: 1.0625rem; letter-spacing: -0.02em; }
      h1 { font: inherit; margin: 0; color: var(--muted); border-inline-start: 1px solid var(--line); padding-inline-start: 0.75rem; white-space: nowrap;
        overflow: hidden; text-overflow: ellipsis; min-width: 0; flex: 0 1 auto; }
      .tabs { display: flex; gap: 0.125rem; margin-inline: 0.5rem 0; flex: none; }
      .tabs button, .plain { min-height: 2.25rem; padding: 0 0.75rem; border: 0; background: none; border-radius: var(--radius); color: #465260; font-weight: 600; white-space: nowrap; }
      .tabs button:hover, .plain:hover { background: var(--wash); color: var(--ink); }
      .tabs button[aria-current], .plain[aria-pressed="true"] { background: var(--brand-wash); color: var(--brand-strong); }
      .pages { display: flex; flex: none; margin-inline: auto 0; } .pages a { display: inline-flex; align-items: center; text-decoration: none; }
      .save { border-radius: var(--radius); min-height: 2.375rem; padding-inline: 1rem; white-space: nowrap; flex: none; }
      .language { min-width: 2.5rem; font-size: var(--text-small); }
      @media (max-width: 1599px) { .pages .list { display: none; } }
      @media (max-width: 1399px) { .pages { display: none; } .tabs { margin-inline-end: auto; } }
      @media (max-width: 1279px) { .language { display: none; } h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); padding: 0; border: 0; } .tabs button, .plain { padding-inline: 0.5rem; } }
      @media (max-width: 767px) {
        header { display: grid; grid-template-columns: 1fr auto auto; gap: 0; padding: var(--safe-top) 0.5rem 0 1rem; min-height: 0; }
        .tabs { grid-row: 2; grid-column: 1 / -1; overflow-x: auto; scrollbar-width: none; margin: 0 -0.5rem 0 -1rem; padding: 0 0.5rem; border-top: 1px solid var(--line); }
        .tabs button, .plain { min-height: var(--target); }
        .tabs button[aria-current] { background: none; border-radius: 0; box-shadow: inset 0 -3px 0 var(--brand); }
        .home { min-height: 3rem; }
        .forum { display: none; }
      }
    `,
  ]

  declare store: PlanStore
  declare saving: boolean

  constructor() {
    super()
    this.saving = false
    new Redraw(this, () => languageChange)
    new RedrawWhen(this, () => this.store, [
      'tab',
      'forum',
      'district',
      'alternatives',
      'view',
      'filters',
      'opened',
    ])
  }

  protected override render() {
    const { tab, forum, district, alternatives } = this.store.state
    const other = currentLanguage() === 'id' ? 'en' : 'id'
    return html`<header>
      <a class="home" href=${this.#publicMap()} title=${shellText('toMap')} aria-label="PetaUsul: ${shellText('toMap')}">${siteMark}<strong>PetaUsul</strong></a>
      <h1>${district ? shellText('subtitle', { place: district.name }) : shellText('title')}</h1>
      <nav class="tabs" aria-label=${shellText('tabs')}>${PLAN_TABS.filter((id) => planTabs[id]).map((id) => this.#tab(id, id === tab))}</nav>
      <nav class="pages" aria-label=${shellText('pages')}><a class="plain" href=${this.#publicMap()}>${shellText('publicMap')}</a>
        <a class="plain list" href=${this.#list()}>${shellText('proposals')}</a>
        <a class="plain list" href=${pageAddress('/keputusan')}>${shellText('decisions')}</a></nav>
      <button class="plain forum" type="button" aria-pressed=${forum} title=${shellText('forumHint')}
        @click=${() => this.store.update({ forum: !forum })}>${forum ? shellText('forumEnd') : shellText('forum')}</button>
      <button class="plain language" type="button" lang=${other} aria-label=${other === 'en' ? 'English' : 'Bahasa Indonesia'}
        @click=${() => this.dispatchEvent(new CustomEvent('language', { detail: other }))}>${other.toUpperCase()}</button>
      <button class="button main save" type="button" ?disabled=${this.saving || !alternatives}
        @click=${() => this.dispatchEvent(new Event('save'))}>${this.saving ? shellText('saving') : shellText('save')}</button>
    </header>`
  }

  /** The public map where this one stands, with its filters and its open proposal. */
  #publicMap(): string {
    const { view, filters, opened: selected } = this.store.state
    const state = { view, filters, selected, layers: null, mode: 'points', weight: 'count' } as const
    return viewerAddress(state, currentLanguage())
  }

  #list(): string {
    const query = filterQuery({ ...noFilters, years: this.store.state.filters.years })
    if (currentLanguage() !== 'id') query.set('lang', currentLanguage())
    return sitePath(query.size > 0 ? `/usulan?${query}` : '/usulan')
  }

  #tab(id: PlanTabId, open: boolean) {
    return html`<button type="button" aria-current=${open ? 'page' : nothing}
      @click=${() => this.store.update({ tab: id, screen: 'map' })}>${planTabs[id]?.name()}</button>`
  }
}
