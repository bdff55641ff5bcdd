import { inIndonesian } from '../../core/import/remarks.ts'
import { pageLanguage } from './language.ts'

/** A sentence of the import in the language of the page; one that is not known is shown as it came. */
export function remark(text: string): string {
  return pageLanguage() === 'en' ? text : inIndonesian(text)
}
