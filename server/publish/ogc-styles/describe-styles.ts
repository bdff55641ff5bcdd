import type { Label } from '../../../core/proposal/label.ts'
import { mediaTypes, type OgcLink, type OgcSite, ogcAddress, selfLinks } from '../ogc-link.ts'

/** A style as the store lists it. */
export interface ListedStyle {
  layer: string
  name: string
  title: Label
  isDefault: boolean
  version: number
  updatedAt: string | null
}

/** Encodings of a style, by the value of `f`. */
export const styleFormats = {
  mapbox: {
    type: 'application/vnd.mapbox.style+json',
    native: false,
    specification: 'https://docs.mapbox.com/style-spec/',
  },
  geostyler: {
    type: 'application/json',
    native: true,
    specification: 'https://github.com/geostyler/geostyler-style',
  },
  sld11: {
    type: 'application/vnd.ogc.sld+xml;version=1.1',
    native: false,
    specification: 'https://www.ogc.org/standard/sld/',
  },
  sld10: {
    type: 'application/vnd.ogc.sld+xml;version=1.0',
    native: false,
    specification: 'https://www.ogc.org/standard/sld/',
  },
} as const
export type StyleFormat = keyof typeof styleFormats

/** Names of styles are unique within a layer only. No layer id holds a full stop before its last one. */
export const styleId = ({ layer, name }: Pick<ListedStyle, 'layer' | 'name'>) => `${layer}.${name}`

/** The layer and the name in a style's id (`{layer}.{name}`); undefined for an id of another form. */
export function readStyleId(id: string): { layer: string; name: string } | undefined {
  const at = id.lastIndexOf('.')
  return at < 1 ? undefined : { layer: id.slice(0, at), name: id.slice(at + 1) }
}

const words = {
  stylesheet: { id: 'Gaya sebagai', en: 'Style as' },
  metadata: { id: 'Keterangan gaya', en: 'Metadata of the style' },
} as const

/** The styles of all layers, or of one (OGC 20-009, 7). */
export function describeStyles(
  site: OgcSite,
  styles: readonly ListedStyle[],
  titles: ReadonlyMap<string, Label>,
  path: string,
) {
  const chosen = styles.find(({ isDefault }) => isDefault)
  return {
    links: selfLinks(site, path, { type: mediaTypes.json }),
    ...(path !== '/styles' && chosen ? { default: styleId(chosen) } : {}),
    styles: styles.map((style) => ({
      id: styleId(style),
      title: titleOf(site, style, titles),
      links: [...stylesheetLinks(site, style), metadataLink(site, style)],
    })),
  }
}

function titleOf(
  { language }: OgcSite,
  { layer, title }: ListedStyle,
  titles: ReadonlyMap<string, Label>,
): string {
  return `${titles.get(layer)?.[language] ?? layer}: ${title[language]}`
}

function stylesheetLinks(site: OgcSite, style: ListedStyle): OgcLink[] {
  return Object.entries(styleFormats).map(([f, { type }]) => ({
    rel: 'stylesheet',
    href: ogcAddress(site, `/styles/${styleId(style)}`, { f }),
    type,
    title: `${words.stylesheet[site.language]} ${f}`,
  }))
}

function metadataLink(site: OgcSite, style: ListedStyle): OgcLink {
  return {
    rel: 'describedby',
    href: ogcAddress(site, `/styles/${styleId(style)}/metadata`, { f: 'json' }),
    type: mediaTypes.json,
    title: words.metadata[site.language],
  }
}

/** Metadata of a style (20-009, 7.5). */
export function describeStyleMetadata(site: OgcSite, style: ListedStyle, titles: ReadonlyMap<string, Label>) {
  const sheets = stylesheetLinks(site, style)
  return {
    id: styleId(style),
    title: titleOf(site, style, titles),
    scope: 'style',
    version: String(style.version),
    ...(style.updatedAt ? { updated: style.updatedAt } : {}),
    stylesheets: Object.values(styleFormats).map(({ native, specification }, at) => ({
      title: sheets[at]?.title,
      native,
      specification,
      link: sheets[at],
    })),
    layers: [{ id: style.layer, type: 'vector' }],
    links: [
      ...selfLinks(site, `/styles/${styleId(style)}/metadata`, { type: mediaTypes.json }),
      {
        rel: 'preview',
        href: `${site.root.replace(/\/ogc$/, '')}/wms?${new URLSearchParams({ service: 'WMS', version: '1.3.0', request: 'GetLegendGraphic', format: 'image/png', layer: style.layer, style: style.name })}`,
        type: 'image/png',
        title: 'GetLegendGraphic',
      },
    ],
  }
}
