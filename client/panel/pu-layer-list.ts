import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Label } from '../../core/proposal/label.ts'
import { number, percent } from '../i18n/format-value.ts'
import { languageChange, pick, type TextKey, t } from '../i18n/translate.ts'
import { switchMode, toggleLayer } from '../state/layer-choice.ts'
import type { ProposalFeed } from '../state/proposal-feed.ts'
import type { HeatWeight, ProposalMode } from '../state/viewer-state.ts'
import { Redraw, type ViewerStore } from '../state/viewer-store.ts'
import { textOf } from './event-control.ts'
import { layerFiles, layerFilesStyles } from './layer-files.ts'
import { layerListStyles } from './layer-list-styles.ts'
import { sharedStyles } from './shared-styles.ts'
import { layerLegend } from './style-legend.ts'

const groups: [MapLayer['group'], TextKey][] = [
  ['proposals', 'groupProposals'],
  ['need', 'groupNeed'],
  ['services', 'groupServices'],
  ['other', 'groupOther'],
  ['base', 'groupBase'],
]

/** What can be laid on the map, each with its finding in words, its legend and its opacity. */
export class PuLayerList extends LitElement {
  static override properties = {
    store: { attribute: false },
    feed: { attribute: false },
    catalogue: { attribute: false },
    contexts: { attribute: false },
  }

  static override styles = [sharedStyles, layerListStyles, layerFilesStyles]

  declare store: ViewerStore
  declare feed: ProposalFeed
  declare catalogue: readonly MapLayer[]
  /** Maps of others. */
  declare contexts: readonly ContextLayer[]
  #unfolded: boolean | undefined

  constructor() {
    super()
    new Redraw(this, () => languageChange)
    this.catalogue = []
    this.contexts = []
    new Redraw(this, () => this.store)
    new Redraw(this, () => this.feed)
  }

  protected override render() {
    return html`${this.#own()}${this.#others()}`
  }

  #own() {
    return groups.map(([group, title]) => {
      const layers = this.catalogue.filter((layer) => layer.group === group && layer.id !== 'areas-village')
      if (layers.length === 0) return nothing
      const list = html`<ul class="layers">${layers.map((layer) => this.#layer(layer))}</ul>`
      if (group === 'other') return this.#folded(layers, list, t(title))
      return html`<section aria-label=${t(title)}>
        ${group === 'proposals' ? nothing : html`<h2>${t(title)}</h2>`}
        ${list}
      </section>`
    })
  }

  #others() {
    if (this.contexts.length === 0) return nothing
    return html`<section aria-label=${t('groupContext')}><h2>${t('groupContext')}</h2>
      <ul class="layers">${this.contexts.map((layer) => {
        const id = `context:${layer.id}`
        const on = this.store.state.layers?.has(id) === true
        return html`<li class=${on ? 'on' : ''}><div class="title"><label><input type="checkbox" .checked=${on} @change=${() => this.#toggleOther(id)} />
          <span><strong>${pick(layer.title)}</strong><small>${layer.attribution}</small></span></label></div></li>`
      })}</ul></section>`
  }

  #toggleOther(id: string): void {
    const layers = new Map(this.store.state.layers)
    if (!layers.delete(id)) layers.set(id, 0.8)
    this.store.update({ layers })
  }

  /** What only some people look for: folded away at first, unless one of it is on the map. */
  #folded(layers: readonly MapLayer[], list: TemplateResult, title: string) {
    this.#unfolded ??= layers.some(({ id }) => this.store.state.layers?.has(id))
    return html`<section aria-label=${title}><details ?open=${this.#unfolded}>
      <summary><h2>${title}</h2> <span class="note">${number(layers.length)}</span></summary>${list}</details></section>`
  }

  #layer(layer: MapLayer) {
    if (layer.unavailable) return unavailable(layer, layer.unavailable)
    const opacity = this.store.state.layers?.get(layer.id)
    const on = opacity !== undefined
    return html`<li class=${on ? 'on' : ''}>
      <div class="title">
        <label><input type="checkbox" .checked=${on} @change=${() => this.#toggle(layer)} />
          <span><strong>${pick(layer.title)}</strong><small>${this.#subtitle(layer)}</small></span></label>
        ${layer.heat && on ? this.#modes() : nothing}
      </div>
      ${on ? this.#details(layer, opacity) : nothing}
    </li>`
  }

  /** The finding first: it is what the layer says. Where there is none, what it shows. */
  #subtitle(layer: MapLayer) {
    if (layer.group === 'proposals') {
      const total = this.feed.total
      return total ? t('onMap', { count: number(total.withLocation) }) : ''
    }
    const says = layer.finding ?? layer.description
    return pick(says) || [layer.source, layer.year].filter(Boolean).join(', ')
  }

  #details(layer: MapLayer, opacity: number) {
    const heat = layer.heat && this.store.state.mode === 'heat'
    return html`<div class="details" .style=${`--shade:${opacity}`}>
      ${layer.group === 'proposals' ? this.#counts() : nothing}
      ${heat ? html`${this.#weights()}<pu-heat-legend .store=${this.store} .feed=${this.feed}></pu-heat-legend>` : layerLegend(layer)}
      <label class="opacity"><span>${t('opacity')}</span>
        <input type="range" min="10" max="100" step="5" .value=${String(Math.round(opacity * 100))}
          aria-label=${t('opacityOf', { name: pick(layer.title) })}
          @input=${(event: Event) => this.#fade(layer.id, event)} />
        <output>${percent(opacity * 100)}</output></label>
      ${layer.group === 'proposals' ? nothing : html`<p class="note source">${sourceLine(layer)}</p>`}
      ${layerFiles(layer, this.store.state.filters)}
    </div>`
  }

  /** What the map cannot show is one click away. */
  #counts() {
    const total = this.feed.total
    if (!total) return nothing
    const button = (count: number, text: string, quality: 'none' | 'conflict') =>
      count > 0
        ? html`<button class="link" type="button" @click=${() => this.#list(quality)}>${text}</button>`
        : nothing
    return html`<p class="missing">
      ${button(total.withoutLocation, t('withoutLocation', { count: number(total.withoutLocation) }), 'none')}
      ${button(total.conflict, t('conflicts', { count: number(total.conflict) }), 'conflict')}
    </p>`
  }

  #modes() {
    const mode = (value: ProposalMode, text: string) => html`<label>
      <input class="hidden" type="radio" name="mode" .checked=${this.store.state.mode === value}
        @change=${() => this.#draw(value)} /><span>${text}</span></label>`
    return html`<fieldset class="switch" role="radiogroup" aria-label=${t('mode')}>
      ${mode('points', t('modePoints'))}${mode('heat', t('modeHeat'))}
    </fieldset>`
  }

  #weights() {
    const weight = (value: HeatWeight, text: string) => html`<label>
      <input class="hidden" type="radio" name="weight" .checked=${this.store.state.weight === value}
        @change=${() => this.store.update({ weight: value })} /><span>${text}</span></label>`
    return html`<p class="note">${t('weight')}</p><fieldset class="switch full" role="radiogroup" aria-label=${t('weight')}>
      ${weight('count', t('weightCount'))}${weight('cost', t('weightCost'))}${weight('poor', t('weightPoor'))}
    </fieldset>`
  }

  #draw(mode: ProposalMode): void {
    this.store.update(switchMode(this.store.state, mode, this.catalogue))
  }

  #toggle(layer: MapLayer): void {
    this.store.update({ layers: toggleLayer(this.store.state.layers, layer, this.catalogue) })
  }

  #fade(id: string, event: Event): void {
    const layers = new Map(this.store.state.layers)
    layers.set(id, Number(textOf(event)) / 100)
    this.store.update({ layers })
  }

  #list(quality: 'none' | 'conflict'): void {
    this.store.update({ filters: { ...this.store.state.filters, qualities: [quality] } })
    this.dispatchEvent(new Event('show-list'))
  }
}

/** A layer that the server cannot serve says so in its place: who misses it must not think it empty. */
function unavailable({ id, title }: MapLayer, reason: Label) {
  return html`<li class="unavailable">
    <div class="title">
      <label><input type="checkbox" disabled aria-describedby=${`why-${id}`} />
        <span><strong>${pick(title)}</strong><small id=${`why-${id}`}>${pick(reason)}</small></span></label>
    </div>
  </li>`
}

function sourceLine(layer: MapLayer): string {
  const year = layer.year && !layer.source?.includes(String(layer.year)) ? String(layer.year) : ''
  return [layer.source, year, layer.licence].filter(Boolean).join(' · ')
}
