import { html, nothing, type TemplateResult } from 'lit'
import { sitePath } from '../api/site-path.ts'
import { pageAddress } from '../i18n/page-address.ts'
import { t } from '../i18n/translate.ts'
import { icons } from '../panel/icons.ts'

/** The pages, within a thumb's reach. `plan` is empty for who may not open the planner's page. */
export function bottomBar(plan: string, onMap: (event: Event) => void): TemplateResult {
  return html`<nav class="bottom" aria-label=${t('navLabel')}>
    <a href=${sitePath('/')} aria-current="page" @click=${onMap}>${icons.map}${t('navMap')}</a>
    <a href=${pageAddress('/usulan')}>${icons.list}${t('navProposals')}</a>
    <a href=${pageAddress('/katalog')}>${icons.download}${t('navData')}</a>
    ${plan ? html`<a href=${plan}>${icons.plan}${t('navPlan')}</a>` : nothing}
  </nav>`
}
