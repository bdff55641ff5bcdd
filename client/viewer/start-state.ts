import { html, type TemplateResult } from 'lit'
import { t } from '../i18n/translate.ts'
import { describeFailure } from '../panel/describe-failure.ts'

/** What stands in for the page until the district and its layers are known: what is being done, or what failed. */
export function startState(failure: unknown, retry: () => void): TemplateResult {
  if (!failure) {
    return html`<div class="whole"><div class="state" role="status"><div class="spinner"></div>${t('loadingMap')}</div></div>`
  }
  return html`<div class="whole"><div class="state error" role="alert"><strong>${t('failedStart')}</strong>
    <p>${describeFailure(failure)} ${t('nothingLost')}</p>
    <button class="button main" type="button" @click=${retry}>${t('retry')}</button></div></div>`
}
