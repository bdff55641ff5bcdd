import { escapeHtml } from '../html.ts'

/** A frame that shows the map at this address. */
export function iframeCode(address: string, width: number | '100%', height: number): string {
  return `<iframe src="${escapeHtml(address)}" width="${width}" height="${height}" style="border:0" loading="lazy" title="PetaUsul"></iframe>`
}

/** The web component with one layer, and the script that brings it. */
export function componentCode(publicUrl: string, layer: string, language: string): string {
  const lang = language === 'en' ? ' lang="en"' : ''
  return `<script type="module" src="${escapeHtml(publicUrl)}/peta-usul-map.js"></script>\n<peta-usul-map layers="${escapeHtml(layer)}"${lang}></peta-usul-map>`
}
