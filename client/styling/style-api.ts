import type { LayerStyle } from '../../core/style/layer-style.ts'
import { getJson } from '../api/get-json.ts'
import { getLines } from '../api/get-lines.ts'
import { sendJson } from '../api/send-json.ts'
import type { ServerWatch } from '../api/server-watch.ts'
import type { Bilingual } from '../api/types.ts'
import { sitePath } from '../site-path.ts'

export interface StyleInfo {
  name: string
  title: Bilingual
  isDefault: boolean
  generated: boolean
  version: number
  updatedAt: string | null
}

export interface StoredStyle extends StyleInfo {
  document: LayerStyle
}

export type FieldValues = { field: string; count: number; missing: number } & (
  | { kind: 'numbers'; least: number; most: number; values: number[] }
  | { kind: 'words'; words: { value: string | boolean; count: number }[]; others: number }
  | { kind: 'none' }
)

export interface SldReading {
  name: string
  title: string
  document: LayerStyle
  remarks: { place: string; what: string }[]
}

const none = new URLSearchParams()

/** The doors of one layer's styles. Each throws ProblemResponse with the server's words. */
export class StyleApi {
  readonly #layer: string

  constructor(layer: string) {
    this.#layer = encodeURIComponent(layer)
  }

  async list(signal: AbortSignal): Promise<StyleInfo[]> {
    return (await getJson<{ items: StyleInfo[] }>(`/api/styles/${this.#layer}`, none, signal)).items
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
  async save(name: string, title: Bilingual, document: LayerStyle, seen: number): Promise<StoredStyle> {
    const headers: Record<string, string> =
      seen === 0 ? { 'If-None-Match': '*' } : { 'If-Match': `"${seen}"` }
    const answer = await sendJson(this.#path(name), { method: 'PUT', body: { title, document }, headers })
    return (await answer.json()) as StoredStyle
  }

  async putInForce(name: string): Promise<void> {
    await sendJson(`${this.#path(name)}/default`)
  }

  async restore(name: string): Promise<StoredStyle> {
    return (await (await sendJson(`${this.#path(name)}/restore`)).json()) as StoredStyle
  }

  async remove(name: string, seen: number): Promise<void> {
    await sendJson(this.#path(name), { method: 'DELETE', headers: { 'If-Match': `"${seen}"` } })
  }

  async readSld(text: string): Promise<SldReading> {
    const headers = { 'Content-Type': 'application/vnd.ogc.sld+xml' }
    const answer = await sendJson(`/api/styles/${this.#layer}/read-sld`, { text, headers })
    return (await answer.json()) as SldReading
  }

  sldAddress(name: string): string {
    return sitePath(`${this.#path(name)}/sld`)
  }

  #path(name: string): string {
    return `/api/styles/${this.#layer}/${encodeURIComponent(name)}`
  }
}
