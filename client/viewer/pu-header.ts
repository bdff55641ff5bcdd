import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '../../core/proposal/label.ts'
import { sitePath } from '../api/site-path.ts'
import { pageAddress } from '../i18n/page-address.ts'
import { currentLanguage, languageChange, t } from '../i18n/translate.ts'
import { icons, siteMark } from '../panel/icons.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { Redraw } from '../state/viewer-store.ts'

/**
 * Mark, name of the district, pages (`plan`: address of the planner's page, for who may open it), account, language, share.
 * Emits `language` (Language) and `share`.
 */
export class PuHeader extends LitElement {
  static override properties = { district: {}, demo: { type: Boolean }, language: {}, plan: {} }

  static override styles = [
    sharedStyles,
    css`
      header { display: flex; align-items: center; gap: 1rem; height: 100%; padding: 0 1rem;
        background: var(--surface); border-bottom: 1px solid var(--line); }
      .home { display: flex; flex: none; border-radius: var(--radius-s); }
      h1 { font-size: inherit; font-weight: 400; }
      .name { display: flex; align-items: center; gap: 1rem; min-width: 0; margin-inline-start: -0.5rem; }
      strong { font-weight: 800; font-size: 1.0625rem; letter-spacing: -0.02em; }
      .district { color: var(--muted); border-inline-start: 1px solid var(--line); padding-inline-start: 1rem;
        white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }
      .demo { flex: none; background: var(--warn-wash); color: var(--warn-ink); border-radius: var(--radius-s); font-weight: 600;
        padding: 0.125rem 0.5rem; font-size: var(--text-note); white-space: nowrap; }
      nav { display: flex; gap: 0.25rem; margin-inline: 0.5rem auto; }
      nav a { padding: 0.4375rem 0.875rem; border-radius: var(--radius); color: #465260; text-decoration: none; }
      nav a:hover { background: var(--wash); color: var(--ink); }
      nav a[aria-current] { background: var(--brand-wash); color: var(--brand-strong); }
      .languages { display: flex; padding: 2px; border-radius: var(--radius); background: var(--wash); border: 1px solid var(--line); }
      .languages button { border: 0; background: none; min-width: 2.25rem; height: 1.75rem; border-radius: 0.4375rem; font-weight: 600;
        font-size: var(--text-small); color: var(--muted); }
      .languages button[aria-pressed="true"] { background: var(--surface); color: var(--brand-strong); box-shadow: var(--shadow-small); }
      .share svg, .account svg { flex: none; }
      .account { text-decoration: none; }
      @media (max-width: 767px) {
        header { gap: 0.625rem; padding-inline: max(1rem, var(--safe-left)) max(0.5rem, var(--safe-right)); }
        nav, .share span, .account span { display: none; }
        .name { display: grid; gap: 0; flex: 1; margin: 0; line-height: 1.25; }
        .district { padding: 0; border: 0; font-size: var(--text-note); }
        strong { font-size: var(--text-lead); overflow: hidden; text-overflow: ellipsis; }
        .languages { background: none; border: 0; }
        .languages button { min-width: var(--target); height: var(--target); }
        .languages button[aria-pressed="true"] { display: none; }
        .share, .account { border: 0; min-width: var(--target); padding: 0; }
      }
    `,
  ]

  declare district: string
  declare demo: boolean
  declare language: Language
  declare plan: string

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.district = ''
    this.demo = false
    this.plan = ''
    this.language = currentLanguage()
  }

  protected override render() {
    return html`<header>
      <a class="home" href=${sitePath('/')} aria-label="PetaUsul">${siteMark}</a>
      <h1 class="name"><strong>PetaUsul</strong><span class="district">${this.district}</span></h1>
      ${this.demo ? html`<span class="demo">${t('demo')}</span>` : nothing}
      <nav aria-label=${t('navLabel')}>
        <a href=${sitePath('/')} aria-current="page">${t('navMap')}</a><a href=${pageAddress('/usulan')}>${t('navProposals')}</a>
        <a href=${pageAddress('/katalog')}>${t('navData')}</a>${this.plan ? html`<a href=${this.plan}>${t('navPlan')}</a>` : nothing}
      </nav>
      <button class="button share" type="button" aria-label=${t('share')} @click=${() => this.dispatchEvent(new Event('share'))}>
        ${icons.share}<span>${t('share')}</span></button>
      <a class="button account" href=${pageAddress('/akun/saya')} aria-label=${t('navAccount')}>${icons.person}<span>${t('navAccount')}</span></a>
      <div class="languages" role="group" aria-label=${t('language')}>${this.#choice('id', 'Bahasa Indonesia')}${this.#choice('en', 'English')}</div>
    </header>`
  }

  #choice(language: Language, name: string) {
    return html`<button type="button" lang=${language} aria-pressed=${this.language === language} aria-label=${`${language.toUpperCase()} – ${name}`}
      @click=${() => this.dispatchEvent(new CustomEvent('language', { detail: language }))}>${language.toUpperCase()}</button>`
  }
}
