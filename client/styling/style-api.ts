import type { Items } from '../../core/api/items.ts'
import type { FieldValues, SldAnswer, StoredStyle, StyleInfo } from '../../core/api/style.ts'
import type { Label } from '../../core/proposal/label.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { getJson } from '../api/get-json.ts'
import { getLines } from '../api/get-lines.ts'
import { readAnswer } from '../api/read-answer.ts'
import { sendJson } from '../api/send-json.ts'
import type { ServerWatch } from '../api/server-watch.ts'
import { sitePath } from '../api/site-path.ts'

const none = new URLSearchParams()

/** The requests of one layer's styles. Each throws ProblemResponse with the server's words. */
export class StyleApi {
  readonly #layer: string

  constructor(layer: string) {
    this.#layer = encodeURIComponent(layer)
  }

  async list(signal: AbortSignal): Promise<readonly StyleInfo[]> {
    return (await getJson<Items<StyleInfo>>(`/api/styles/${this.#layer}`, none, signal)).items
  }

  read(name: string, signal: AbortSignal): Promise<StoredStyle> {
    return getJson(this.#path(name), none, signal)
  }

  /** Every row of the layer is read for it. */
  values(field: string, { signal, onShare }: ServerWatch): Promise<FieldValues> {
    const query = new URLSearchParams({ field })
    return getLines(`/api/layers/${this.#layer}/values?${query}`, onShare, signal)
  }

  /** As the next version of what the writer saw, or as a new style (version 0). */
  async save(name: string, title: Label, document: LayerStyle, seen: number): Promise<StoredStyle> {
    const headers: Record<string, string> =
      seen === 0 ? { 'If-None-Match': '*' } : { 'If-Match': `"${seen}"` }
    const answer = await sendJson(this.#path(name), { method: 'PUT', body: { title, document }, headers })
    return readAnswer<StoredStyle>(answer)
  }

  async putInForce(name: string): Promise<void> {
    await sendJson(`${this.#path(name)}/default`)
  }

  async restore(name: string): Promise<StoredStyle> {
    return readAnswer<StoredStyle>(await sendJson(`${this.#path(name)}/restore`))
  }

  async remove(name: string, seen: number): Promise<void> {
    await sendJson(this.#path(name), { method: 'DELETE', headers: { 'If-Match': `"${seen}"` } })
  }

  async readSld(text: string): Promise<SldAnswer> {
    const headers = { 'Content-Type': 'application/vnd.ogc.sld+xml' }
    const answer = await sendJson(`/api/styles/${this.#layer}/read-sld`, { text, headers })
    return readAnswer<SldAnswer>(answer)
  }

  sldAddress(name: string): string {
    return sitePath(`${this.#path(name)}/sld`)
  }

  #path(name: string): string {
    return `/api/styles/${this.#layer}/${encodeURIComponent(name)}`
  }
}
