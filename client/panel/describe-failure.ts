import { ProblemResponse } from '../api/problem-response.ts'
import { t } from '../i18n/translate.ts'

/** One sentence in plain words on why something failed. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof ProblemResponse)) return t('causeServer')
  if (error.status === 0) return t('causeNetwork')
  return error.status >= 500 ? t('causeServer') : `${t('causeRefused')} ${error.detail || error.message}`
}
