import { downloadFormats } from '../../../core/download/download-formats.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import type { PageContext } from '../page-context.ts'
import { icons } from '../symbols.ts'

/** Every format as a button, and beside it what it is for. `addressOf` gives the address of a file, filters and all. */
export function renderDownloadList(
  { language }: PageContext,
  addressOf: (extension: string) => string,
): Html {
  const address = (extension: string) => {
    const own = addressOf(extension)
    return language === 'en' ? `${own}${own.includes('?') ? '&' : '?'}lang=en` : own
  }
  return html`<ul class="files">${downloadFormats.map(
    ({ extension, name, purpose }) =>
      html`<li><a class="button" href="${address(extension)}" download>${icons.download}${name}</a><span>${say(purpose, language)}</span></li>`,
  )}</ul>`
}
