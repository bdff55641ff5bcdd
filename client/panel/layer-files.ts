import { css, html, type TemplateResult } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { downloadFormats } from '../../core/download/download-formats.ts'
import { sitePath } from '../api/site-path.ts'
import { currentLanguage, pick, t } from '../i18n/translate.ts'
import { type Filters, filterQuery } from '../state/filters.ts'

/** The files that a layer can be had as, folded away, each with what it is for. Proposals come as they are filtered. */
export function layerFiles(
  layer: Pick<MapLayer, 'id' | 'title' | 'group'>,
  filters: Filters,
): TemplateResult {
  const query = layer.group === 'proposals' ? filterQuery(filters) : new URLSearchParams()
  const narrowed = query.size > 0
  if (currentLanguage() === 'en') query.set('lang', 'en')
  const address = (extension: string) =>
    sitePath(`/data/${encodeURIComponent(layer.id)}.${extension}${query.size > 0 ? `?${query}` : ''}`)
  return html`<details class="files">
    <summary>${t(narrowed ? 'downloadFiltered' : 'download')}</summary>
    <ul aria-label=${t('downloadOf', { name: pick(layer.title) })}>${downloadFormats.map(
      ({ extension, name, purpose }) =>
        html`<li><a href=${address(extension)} download>${name}</a><span class="note">${pick(purpose)}</span></li>`,
    )}</ul>
    <p class="note"><a href=${sitePath(`/katalog/${encodeURIComponent(layer.id)}`)}>${t('downloadMore')}</a></p>
  </details>`
}

export const layerFilesStyles = css`
  .files > summary { padding: 0; align-items: center; font-size: var(--text-small); font-weight: 600; color: var(--brand); }
  .files ul { display: grid; gap: 0.25rem; padding-bottom: 0.25rem; }
  .files li { display: grid; grid-template-columns: 6.5rem 1fr; align-items: center; gap: 0.5rem; }
  .files a { display: flex; align-items: center; min-height: 2rem; font-size: var(--text-small); }
  @media (max-width: 767px) { .files a { min-height: var(--target); } }
`
