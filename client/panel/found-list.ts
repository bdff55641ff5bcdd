import { html, nothing, type TemplateResult } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import { MOST_IDENTIFIED } from '../../core/api/place.ts'
import type { LocationQuality } from '../../core/proposal/location-quality.ts'
import { isProposalStatus, statusGroup } from '../../core/proposal/status.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { number, rupiahShort } from '../i18n/format-value.ts'
import { pick, t } from '../i18n/translate.ts'
import type { Found } from './gather-found.ts'
import { symbolIcon } from './symbol-icon.ts'

/** How many proposals share the place. */
export function proposalsAmong(items: readonly Found[]): number {
  return items.filter(({ layer }) => layer === 'proposals').length
}

/** How many proposals share the place, in words: there may be more than the server names. */
export function foundTitle(items: readonly Found[]): string {
  const count = proposalsAmong(items)
  return t(count >= MOST_IDENTIFIED ? 'hereAtLeast' : 'hereMany', { count: number(count) })
}

/** All that lies under one mark as a list to choose from: proposals first, then the village and the rest. */
export function foundList(
  items: readonly Found[],
  catalogue: readonly MapLayer[],
  choose: (index: number) => void,
): TemplateResult {
  const count = proposalsAmong(items)
  return html`<div class="body">
    <ol class="found">${items.map(
      (item, index) => html`<li><button type="button" @click=${() => choose(index)}>
        ${item.layer === 'proposals' ? proposalRow(item) : otherRow(item, catalogue)}</button></li>`,
    )}</ol>
    ${count >= MOST_IDENTIFIED ? html`<p class="note">${t('hereMost', { count: number(count) })}</p>` : nothing}
  </div>`
}

function proposalRow({ title, properties }: Found) {
  const { status, costRupiah, year, locationQuality } = properties
  const known = typeof status === 'string' && isProposalStatus(status) ? status : null
  const facts = [
    typeof costRupiah === 'number' ? rupiahShort(costRupiah) : '',
    known ? codeLabel('status', known) : '',
    typeof year === 'number' ? String(year) : '',
  ]
  return html`${known ? symbolIcon(statusGroup(known), qualityOf(locationQuality)) : html`<i></i>`}
    <span><strong>${title}</strong><span class="note">${facts.filter(Boolean).join(' · ')}</span></span>`
}

function otherRow({ layer, title }: Found, catalogue: readonly MapLayer[]) {
  const description = catalogue.find(({ id }) => id === layer)
  const kind = layer === 'areas-village' ? t('kindVillage') : description ? pick(description.title) : ''
  return html`<i></i><span><strong>${title}</strong><span class="note">${kind}</span></span>`
}

function qualityOf(value: unknown): LocationQuality {
  return value === 'area' || value === 'conflict' ? value : 'point'
}
