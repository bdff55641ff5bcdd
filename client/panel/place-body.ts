import { html, nothing, type TemplateResult } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { FieldValue, Identified } from '../../core/api/place.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { distance, number, percent } from '../i18n/format-value.ts'
import { pageAddress } from '../i18n/page-address.ts'
import { pick, type TextKey, t } from '../i18n/translate.ts'
import type { Found } from './gather-found.ts'

type Row = { name: string; value: string | TemplateResult }

const names: Record<string, TextKey> = {
  population: 'population',
  poorPopulation: 'poorPopulation',
  povertyRate: 'povertyRate',
  idm: 'villageIndex',
}

/** Of use to machines, or said already by the title or by another row. */
const silent = new Set(['id', 'code', 'name', 'districtCode', 'villageCode', 'idmStatus', 'cell'])

/** A village with its figures and its distance to each service; a facility; a feature of any other layer. */
export function placeBody(
  found: Found,
  catalogue: readonly MapLayer[],
  filterHere: TemplateResult | null,
): TemplateResult {
  const layer = catalogue.find(({ id }) => id === found.layer)
  const coverage = found.also.flatMap((item) => coverageRow(item))
  const rows = [
    ...Object.entries(found.properties).flatMap(([name, value]) => row(name, value, found, layer)),
    ...coverage,
  ]
  return html`<div class="body">
    ${rows.length ? html`<dl>${rows.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>` : nothing}
    ${filterHere ? html`<div class="actions">${filterHere}${villagePage(found)}</div>` : nothing}
  </div>`
}

/** All years of a village on one page. */
function villagePage({ layer, code }: Found) {
  if (layer !== 'areas-village' || !code) return nothing
  return html`<a class="button" href=${pageAddress(`/desa/${encodeURIComponent(code)}`)}>${t('villagePage')}</a>`
}

function row(name: string, value: FieldValue, item: Identified, layer: MapLayer | undefined): Row[] {
  if (silent.has(name) || value === null || value === '') return []
  const known = names[name]
  const field = layer?.fields.find((other) => other.name === name)
  if (!known && !field) return []
  const title = known ? t(known) : field ? pick(field.title) : name
  return [{ name: title, value: shown(name, value, item, field?.unit ? pick(field.unit) : '') }]
}

function shown(name: string, value: NonNullable<FieldValue>, item: Identified, unit: string): string {
  if (name === 'povertyRate') return percent(Number(value), 1)
  if (name === 'idm') return [number(Number(value), 3), item.properties.idmStatus].filter(Boolean).join(' · ')
  if (name === 'type') return codeLabel('service', String(value))
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  return typeof value === 'number' ? `${number(value, 2)} ${unit}`.trim() : value
}

function coverageRow({ layer, properties }: Identified): Row[] {
  const metres = properties.nearestMetres
  if (!layer.startsWith('coverage-') || typeof metres !== 'number') return []
  const service = codeLabel('service', layer.slice('coverage-'.length))
  const standard = Number(properties.standardMetres ?? 0)
  const beyond = metres > standard
  const badge = t(beyond ? 'cardBeyond' : 'cardWithin', { distance: distance(standard) })
  return [
    {
      name: t('cardNearest', { service }),
      value: html`${distance(metres)} ${standard ? html`<span class=${beyond ? 'badge warn' : 'badge'}>${badge}</span>` : nothing}`,
    },
  ]
}
