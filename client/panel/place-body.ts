import { html, nothing, type TemplateResult } from 'lit'
import type { Identified, MapLayer } from '../api/types.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { distance, number } from '../i18n/format-value.ts'
import { pick, type TextKey, t } from '../i18n/translate.ts'

type Value = string | number | boolean | null | undefined

const names: Record<string, TextKey> = {
  population: 'population',
  poorPopulation: 'poorPopulation',
  povertyRate: 'povertyRate',
  idm: 'villageIndex',
  nearestMetres: 'facilityNearest',
  peopleBeyond: 'peopleBeyond',
}

/** Said already by the title, or of use to machines only. */
const silent = new Set([
  'code',
  'name',
  'districtCode',
  'idmStatus',
  'standardMetres',
  'beyond',
  'id',
  'villageCode',
  'osm_id',
  'cell',
])

/** A village, a facility, a road: its title and its figures, with the layer's own words where it has some. */
export function placeBody(
  item: Identified,
  layer: MapLayer | undefined,
  filterHere: TemplateResult | null,
): TemplateResult {
  const rows = Object.entries(item.properties).flatMap(([name, value]) => row(name, value, item, layer))
  return html`<div class="body">
    <h2 tabindex="-1">${item.title}</h2>
    ${rows.length ? html`<dl>${rows.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>` : nothing}
    ${filterHere ? html`<div class="actions">${filterHere}</div>` : nothing}
  </div>`
}

function row(name: string, value: Value, item: Identified, layer: MapLayer | undefined) {
  if (silent.has(name) || value === null || value === undefined || value === '') return []
  const field = layer?.fields.find((other) => other.name === name)
  const key = names[name]
  if (!field && !key && item.layer !== 'facilities') return []
  const title = key ? t(key) : field ? pick(field.title) : name === 'type' ? '' : null
  if (title === null) return []
  return [{ name: title || (layer ? pick(layer.title) : ''), value: shown(name, value, item, field?.unit) }]
}

function shown(
  name: string,
  value: Value,
  item: Identified,
  unit: string | undefined,
): string | TemplateResult {
  if (name === 'nearestMetres' && typeof value === 'number') return farness(value, item)
  if (name === 'povertyRate' && typeof value === 'number') return `${number(value, 1)} %`
  if (name === 'idm') return [number(Number(value), 3), item.properties.idmStatus].filter(Boolean).join(' · ')
  if (name === 'type') return codeLabel('service', String(value))
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  return typeof value === 'number' ? `${number(value, 2)} ${unit ?? ''}` : String(value)
}

function farness(metres: number, { properties }: Identified): TemplateResult {
  const standard = Number(properties.standardMetres ?? 0)
  if (!standard) return html`${distance(metres)}`
  const beyond = metres > standard
  const badge = t(beyond ? 'cardBeyond' : 'cardWithin', { distance: distance(standard) })
  return html`${distance(metres)} <span class=${beyond ? 'badge warn' : 'badge'}>${badge}</span>`
}
