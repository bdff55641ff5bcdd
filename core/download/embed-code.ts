import { escapeHtml } from '../escape-html.ts'
import type { Language } from '../proposal/label.ts'

/** A map for another site's page. */
export interface EmbeddedMap {
  /** Address of the server, without a slash at its end. */
  server: string
  layers: readonly string[]
  language: Language
  /** Pixels. */
  height: number
}

/** The height of the component unless its page says otherwise, in pixels. */
export const EMBED_HEIGHT = 480

/** Address of the map alone, which a frame shows. */
export function embedAddress({ server, layers, language }: EmbeddedMap): string {
  const query = new URLSearchParams({
    layers: layers.join(','),
    ...(language === 'en' ? { lang: 'en' } : {}),
  })
  return `${server}/sematan?${query}`.replaceAll('%2C', ',')
}

/** A frame that shows the map at this address. */
export function iframeCode(address: string, width: number | '100%', height: number): string {
  return `<iframe src="${escapeHtml(address)}" width="${width}" height="${height}" style="border:0" loading="lazy" title="PetaUsul"></iframe>`
}

/** The web component with the layers, and the script that brings it. */
export function componentCode({ server, layers, language, height }: EmbeddedMap): string {
  const lang = language === 'en' ? ' lang="en"' : ''
  const style = height === EMBED_HEIGHT ? '' : ` style="height:${height}px"`
  return `<script type="module" src="${escapeHtml(server)}/peta-usul-map.js"></script>\n<peta-usul-map layers="${escapeHtml(layers.join(','))}"${lang}${style}></peta-usul-map>`
}
