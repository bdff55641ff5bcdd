import { html, LitElement, nothing } from 'lit'
import type { MapLayer } from '../../core/api/map-layer.ts'
import type { FieldValues, SldAnswer, StyleInfo } from '../../core/api/style.ts'
import { STANDARD } from '../../core/style/default-style.ts'
import { idOfTitle } from '../api/id-of-title.ts'
import { fetchLayers } from '../api/petausul-api.ts'
import { pick } from '../i18n/translate.ts'
import { canDraw } from '../map/can-draw.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { inputOf, textOf } from '../panel/event-control.ts'
import { sharedStyles } from '../panel/shared-styles.ts'
import { Redraw } from '../state/viewer-store.ts'
import { type Classing, classed, classingOf, firstClassing, plainRules } from './classing.ts'
import { editorHead } from './editor-head.ts'
import { editorMessage, type Message } from './editor-message.ts'
import { editorStyles } from './editor-styles.ts'
import { FieldClasses } from './field-classes.ts'
import { formStyles } from './form-styles.ts'
import { StyleApi } from './style-api.ts'
import { reasonOf } from './style-failure.ts'
import { StyleMap } from './style-map.ts'
import {
  type Labelling,
  type Look,
  labellingOf,
  lookOf,
  recoloured,
  withLabelling,
  withLook,
} from './style-rules.ts'
import { StyleSession } from './style-session.ts'
import { stylingText } from './styling-words.ts'

/** The page on which an office styles a layer, with the map beside it that follows every change. */
export class PuStyleEditor extends LitElement {
  static override properties = {
    layerId: { attribute: false },
    layer: { state: true },
    styleList: { state: true },
    message: { state: true },
    remarks: { state: true },
    busy: { state: true },
    failure: { state: true },
  }
  static override styles = [sharedStyles, formStyles, editorStyles]

  declare layerId: string
  declare layer: MapLayer | null
  declare styleList: readonly StyleInfo[]
  declare message: Message | null
  declare remarks: SldAnswer['remarks']
  declare busy: boolean
  declare failure: string | null
  #session: StyleSession | null = null
  #map: StyleMap | null = null
  #ground: MapLayer | undefined
  readonly #classes = new FieldClasses((field, watch) => this.#api.values(field, watch))
  #drawing = 0
  readonly #abort = new AbortController()

  constructor() {
    super()
    new Redraw(this, () => this.#classes)
    this.layer = null
    this.styleList = []
    this.message = null
    this.remarks = []
    this.busy = false
    this.failure = null
  }

  get #api(): StyleApi {
    return new StyleApi(this.layerId)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const { signal } = this.#abort
    window.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    window.addEventListener('beforeunload', (event) => this.#session?.isChanged && event.preventDefault(), {
      signal,
    })
    void this.#load()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#classes.cancel()
    this.#abort.abort()
  }

  protected override render() {
    const { layer } = this
    const title = layer ? stylingText('heading', { layer: pick(layer.title) }) : stylingText('page')
    return html`
      ${editorHead(this.layerId, title, html`${this.#session?.isChanged ? html`<span class="unsaved" role="status">${stylingText('unsaved')}</span>` : nothing}${layer ? this.#steps() : nothing}`)}
      <section class="panel" aria-label=${stylingText('page')}>${layer && this.#session ? this.#form(layer, this.#session) : this.#state()}</section>
      <main aria-label=${stylingText('preview')}><div class="map"></div>${editorMessage(this.message, () => (this.message = null))}</main>`
  }

  #state() {
    if (!this.failure) return html`<p class="state" role="status">${stylingText('loading')}</p>`
    return html`<div class="state error" role="alert"><strong>${this.failure}</strong></div>`
  }

  #steps() {
    const session = this.#session
    const button = (name: 'undo' | 'redo', sign: string, enabled: boolean) =>
      html`<button class="icon" type="button" title=${stylingText(name)} aria-label=${stylingText(name)} ?disabled=${!enabled} @click=${() => session?.[name]()}>${sign}</button>`
    return html`${button('undo', '↶', session?.canUndo ?? false)}${button('redo', '↷', session?.canRedo ?? false)}
      <button class="button main" type="button" ?disabled=${this.busy || !session?.isChanged} @click=${() => this.#save()}>${stylingText('save')}</button>`
  }

  #form(layer: MapLayer, session: StyleSession) {
    const { title, document } = session.state
    const present = this.styleList.find(({ name }) => name === session.state.name)
    const fields = { ...layer, fields: layer.fields.filter(({ name }) => name !== 'code') }
    return html`
      <section>
        <label class="row"><span>${stylingText('stored')}</span>
          <select @change=${(event: Event) => this.#choose(textOf(event))}>
            ${present ? nothing : html`<option value="" selected>${stylingText('newStyle')}</option>`}
            ${this.styleList.map(({ name, title: its, isDefault }) => html`<option value=${name} ?selected=${name === session.state.name}>${pick(its)}${isDefault ? ` (${stylingText('inForce')})` : ''}</option>`)}
          </select></label>
        <label class="row"><span>${stylingText('titleId')}</span><input class="title" maxlength="120" .value=${title.id} placeholder=${stylingText('titlePlaceholder')}
          @input=${(event: Event) => session.update({ title: { ...title, id: textOf(event) } }, 'title')}></label>
        <label class="row"><span>${stylingText('titleEn')}</span><input maxlength="120" lang="en" .value=${title.en}
          @input=${(event: Event) => session.update({ title: { ...title, en: textOf(event) } }, 'title-en')}></label>
      </section>
      <section><h2>${stylingText('colours')}</h2>
        <pu-class-maker .layer=${fields} .values=${this.#classes.values} .classing=${this.#classes.classing} .share=${this.#classes.share}
          @stop=${() => this.#classes.cancel()} @reread=${() => this.#readValues(this.#classes.classing)}
          @field=${(event: CustomEvent<string>) => this.#chooseField(event.detail)}
          @classed=${(event: CustomEvent<ReturnType<typeof classed>>) => this.#reclass(event.detail)}></pu-class-maker></section>
      <section><h2>${stylingText('symbol')}</h2>
        <pu-look-form .layer=${layer} .look=${lookOf(document)} .labelling=${labellingOf(document)}
          @look=${(event: CustomEvent<Partial<Look>>) => session.update({ document: withLook(document, event.detail) }, `look ${Object.keys(event.detail)}`)}
          @label=${(event: CustomEvent<Labelling | null>) => session.update({ document: withLabelling(document, event.detail, layer.geometry) }, 'label')}></pu-look-form></section>
      <section><h2>${stylingText('rules')}</h2>
        <pu-rule-list .rules=${document.rules}
          @rules=${({ detail }: CustomEvent<{ rules: typeof document.rules; kind: string }>) => session.update({ document: { ...document, rules: detail.rules } }, detail.kind)}></pu-rule-list></section>
      <section>${this.#actions(present, session)}</section>`
  }

  #actions(present: StyleInfo | undefined, session: StyleSession) {
    const stored = present && !present.generated
    const act = (name: Parameters<typeof stylingText>[0], run: () => unknown, kind = '') =>
      html`<button class="button ${kind}" type="button" ?disabled=${this.busy} @click=${run}>${stylingText(name)}</button>`
    return html`
      ${this.remarks.length > 0 ? html`<div class="remarks" role="status">${stylingText('passedOver')}<ul>${this.remarks.map(({ place, what }) => html`<li>${place}: ${what}</li>`)}</ul></div>` : nothing}
      ${present?.isDefault ? html`<p class="note">${stylingText('used')}</p>` : nothing}
      <div class="actions">
        ${session.isChanged || !stored ? act('saveNew', () => this.#save(true)) : nothing}
        ${present && !present.isDefault && !session.isChanged ? act('use', () => this.#use(present.name)) : nothing}
        ${stored && present.version > 1 ? act('restore', () => this.#restore(present.name)) : nothing}
        ${present ? html`<a class="button" href=${this.#api.sldAddress(present.name)} download>${stylingText('exportSld')}</a>` : nothing}
        <label class="button">${stylingText('importSld')}<input class="hidden" type="file" accept=".sld,.xml,application/vnd.ogc.sld+xml" @change=${(event: Event) => this.#readSld(inputOf(event))}></label>
        ${stored ? act('remove', () => this.#remove(present), 'danger') : nothing}
      </div>`
  }

  async #load(): Promise<void> {
    try {
      const layers = await fetchLayers(this.#abort.signal)
      const layer = layers.find(({ id }) => id === this.layerId)
      if (!layer) {
        this.failure = stylingText('noLayer', { layer: this.layerId })
        return
      }
      this.#ground = layers.find(({ id }) => id === 'areas-village')
      this.styleList = await this.#api.list(this.#abort.signal)
      this.layer = layer
      document.title = `${stylingText('heading', { layer: pick(layer.title) })} · PetaUsul`
      await this.#open(this.styleList.find(({ isDefault }) => isDefault)?.name ?? 'default')
      await this.updateComplete
      const target = this.renderRoot.querySelector<HTMLElement>('.map')
      if (target && canDraw()) this.#map = new StyleMap(target, layer, this.#ground)
      this.#draw()
    } catch (error) {
      this.failure = describeFailure(error)
    }
  }

  async #open(name: string): Promise<void> {
    const style = await this.#api.read(name, this.#abort.signal)
    this.#begin(new StyleSession(style))
    const classing = classingOf(style.document)
    this.#classes.begin(classing)
    if (classing.field) void this.#readValues(classing)
  }

  /** Null when they are given up, or cannot be had, which is shown. */
  async #readValues(classing: Classing): Promise<FieldValues | null> {
    try {
      return await this.#classes.read(classing)
    } catch (error) {
      this.message = { text: reasonOf(error) }
      return null
    }
  }

  #begin(session: StyleSession): void {
    this.#session = session
    this.remarks = []
    session.addEventListener('change', () => {
      this.requestUpdate()
      this.#draw()
    })
    this.requestUpdate()
    this.#draw()
  }

  /** At most one new drawing at a time while a slider moves. */
  #draw(): void {
    clearTimeout(this.#drawing)
    this.#drawing = window.setTimeout(() => {
      if (this.#session) this.#map?.show(this.#session.state.document)
    }, 80)
  }

  async #choose(name: string): Promise<void> {
    if (name !== '') await this.#trying(() => this.#open(name))
  }

  async #chooseField(field: string): Promise<void> {
    const { layer } = this
    if (!layer) return
    const classing: Classing = { ...this.#classes.classing, field, method: 'quantile' }
    if (field === '') {
      this.#classes.begin(classing)
      this.#reclass({ classing, coloured: plainRules() })
      return
    }
    this.message = null
    const values = await this.#readValues(classing)
    if (values) this.#reclass(classed(layer, classing, values))
  }

  #reclass({ classing, coloured }: ReturnType<typeof classed>): void {
    const session = this.#session
    if (!session || !this.layer) return
    this.#classes.become(classing)
    session.update(
      { document: recoloured(session.state.document, this.layer.geometry, coloured) },
      `class ${classing.field}`,
    )
  }

  async #save(asNew = false): Promise<void> {
    const session = this.#session
    if (!session) return
    const { title, document } = session.state
    if (title.id.trim() === '') {
      this.message = { text: stylingText('needTitle') }
      this.renderRoot.querySelector<HTMLInputElement>('input.title')?.focus()
      return
    }
    const fresh = asNew || session.state.name === ''
    const name = fresh ? this.#freeName(title.id) : session.state.name
    await this.#trying(async () => {
      const words = { id: title.id.trim(), en: title.en.trim() || title.id.trim() }
      const stored = await this.#api.save(name, words, { ...document, name }, fresh ? 0 : session.version)
      session.stored(stored)
      this.styleList = await this.#api.list(this.#abort.signal)
      this.message = {
        text: stylingText('saved', { version: stored.version }),
        ...(stored.isDefault
          ? {}
          : { action: { name: stylingText('use'), run: () => void this.#use(name) } }),
      }
    })
  }

  #freeName(title: string): string {
    return idOfTitle(title, 'gaya', [STANDARD, 'default', ...this.styleList.map(({ name }) => name)])
  }

  async #use(name: string): Promise<void> {
    await this.#trying(async () => {
      await this.#api.putInForce(name)
      this.styleList = await this.#api.list(this.#abort.signal)
      this.message = { text: stylingText('nowUsed') }
    })
  }

  async #restore(name: string): Promise<void> {
    await this.#trying(async () => {
      const stored = await this.#api.restore(name)
      this.#session?.update({ document: stored.document, title: stored.title, name })
      this.#session?.stored(stored)
      this.styleList = await this.#api.list(this.#abort.signal)
      this.message = { text: stylingText('restored', { version: stored.version }) }
    })
  }

  async #remove({ name, title, version }: StyleInfo): Promise<void> {
    if (!window.confirm(stylingText('confirmRemove', { title: pick(title) }))) return
    await this.#trying(async () => {
      await this.#api.remove(name, version)
      this.styleList = await this.#api.list(this.#abort.signal)
      await this.#open(this.styleList.find(({ isDefault }) => isDefault)?.name ?? 'default')
      this.message = {
        text: stylingText('removed'),
        action: {
          name: stylingText('bringBack'),
          run: () => void this.#restore(name).then(() => this.#choose(name)),
        },
      }
    })
  }

  async #readSld(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0]
    input.value = ''
    const session = this.#session
    if (!file || !session) return
    await this.#trying(async () => {
      const read = await this.#api.readSld(await file.text())
      const { id } = session.state.title
      const title =
        id === '' ? { id: read.title || file.name.replace(/\.\w+$/, ''), en: '' } : session.state.title
      session.update({ document: read.document, title })
      this.#classes.begin(firstClassing)
      this.remarks = read.remarks
    })
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    this.busy = true
    this.message = null
    try {
      await work()
    } catch (error) {
      this.message = { text: reasonOf(error) }
    } finally {
      this.busy = false
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
    event.preventDefault()
    if (event.shiftKey) this.#session?.redo()
    else this.#session?.undo()
  }
}
