import { html, type TemplateResult } from 'lit'
import { sitePath } from '../api/site-path.ts'
import { pageAddress } from '../i18n/page-address.ts'
import { icons, siteMark } from '../panel/icons.ts'
import { stylingText } from './styling-words.ts'

/** The head of the style page: the way to the map and back to the layer's page, what is styled, and its buttons. */
export function editorHead(layerId: string, title: string, buttons: unknown): TemplateResult {
  const layerPage = pageAddress(`/katalog/${encodeURIComponent(layerId)}`)
  return html`<header><a class="home" href=${sitePath('/')} aria-label="PetaUsul: ${stylingText('back')}">${siteMark}<strong>PetaUsul</strong></a>
    <nav aria-label=${stylingText('pages')}><a href=${layerPage}>${icons.left}<span>${stylingText('toLayer')}</span></a></nav>
    <h1>${title}</h1>${buttons}</header>`
}
