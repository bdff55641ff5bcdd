import { sitePath } from '../api/site-path.ts'
import { currentLanguage } from './translate.ts'

/** Address of a page that the server writes, in the present language. */
export function pageAddress(path: string): string {
  const language = currentLanguage()
  return sitePath(language === 'id' ? path : `${path}?lang=${language}`)
}
