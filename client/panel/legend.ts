import { html, type TemplateResult } from 'lit'
import { STATUS_GROUPS } from '../../core/proposal/status.ts'
import { NO_DATA_COLOUR } from '../../core/style/coloured-rules.ts'
import type { BivariateAxis, Legend } from '../../core/style/legend.ts'
import { codeLabel } from '../i18n/code-labels.ts'
import { number } from '../i18n/format-value.ts'
import { pick, t } from '../i18n/translate.ts'
import { symbolIcon } from './symbol-icon.ts'

/** A layer's legend under its title. Styles are those of `PuLayerList`. */
export function legendTemplate(legend: Legend): TemplateResult {
  if (legend.kind === 'classes') return classes(legend)
  if (legend.kind === 'status') return statuses()
  if (legend.kind === 'bivariate') return bivariate(legend)
  if (legend.kind === 'fill') return html`<i class="swatch" .style=${`background:${legend.colour}`}></i>`
  if (legend.kind === 'line') return html`<i class="line" .style=${`background:${legend.colour}`}></i>`
  return html`<ul class="categories">${legend.items.map(
    (item) => html`<li><i class="swatch" .style=${`background:${item.colour}`}></i>${pick(item.label)}</li>`,
  )}</ul>`
}

function classes(legend: Extract<Legend, { kind: 'classes' }>): TemplateResult {
  const unit = pick(legend.unit)
  // Metres in thousands read better as kilometres.
  const asKilometres = unit === 'm' && (legend.breaks.at(-1) ?? 0) >= 10_000
  const shown = legend.breaks.map((at) => (asKilometres ? at / 1000 : at))
  const decimals = fewestDecimals(shown)
  const value = (at: number) => number(asKilometres ? at / 1000 : at, decimals)
  return html`
    <div class="ramp" aria-hidden="true">${legend.colours.map((colour) => html`<i .style=${`background:${colour}`}></i>`)}</div>
    <div class="breaks">${legend.breaks.map((at) => html`<span>${value(at)}</span>`)}</div>
    <p class="unit note"><span>${asKilometres ? 'km' : unit}</span>
      <span><i class="swatch" .style=${`background:${NO_DATA_COLOUR}`}></i>${t('noData')}</span></p>
  `
}

/** Three by three: more of x to the right, more of y upwards. */
function bivariate({ colours, x, y }: Extract<Legend, { kind: 'bivariate' }>): TemplateResult {
  const rows = [6, 3, 0].flatMap((from) => colours.slice(from, from + 3))
  return html`<div class="bivariate">
      <span>${pick(y.title)} →</span>
      <div aria-hidden="true">${rows.map((colour) => html`<i .style=${`background:${colour}`}></i>`)}</div>
      <span>${pick(x.title)} →</span>
    </div>
    <p class="note">${[x, y].map(thirds).join(' · ')}</p>`
}

function thirds({ title, limits: [low, high], unit }: BivariateAxis): string {
  return `${pick(title)}: ${number(low, 1)} | ${number(high, 1)} ${pick(unit)}`
}

/** Decimals, at least one, with which no two breaks read alike. */
function fewestDecimals(breaks: readonly number[]): number {
  const differ = (decimals: number) =>
    new Set(breaks.map((at) => at.toFixed(decimals))).size === breaks.length
  return [1, 2, 3, 4].find(differ) ?? 4
}

function statuses(): TemplateResult {
  return html`
    <ul class="statuses">
      ${STATUS_GROUPS.map((group) => html`<li>${symbolIcon(group)}${codeLabel('group', group)}</li>`)}
    </ul>
    <ul class="statuses wide">
      <li>${symbolIcon('accepted', 'area')}<span>${t('legendArea')}</span></li>
      <li>${symbolIcon('accepted', 'conflict')}<span>${t('qualityConflict')}</span></li>
      <li><b class="bubble">12</b><span>${t('bubble')}</span></li>
    </ul>
  `
}
