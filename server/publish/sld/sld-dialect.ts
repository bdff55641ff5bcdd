import { element, type Xml, type XmlChild } from '../xml-element.ts'

/** Styled Layer Descriptor 1.0.0 (OGC 02-070), or 1.1.0 with Symbology Encoding 1.1.0 (OGC 05-078r4, 05-077r4). */
export type SldVersion = '1.0.0' | '1.1.0'
export const SLD_VERSIONS: readonly SldVersion[] = ['1.0.0', '1.1.0']

export const SLD = 'http://www.opengis.net/sld'
export const SE = 'http://www.opengis.net/se'
export const OGC = 'http://www.opengis.net/ogc'

/** What the two versions write differently. */
export interface SldDialect {
  version: SldVersion
  /** An element of the symbology, which 1.1.0 keeps in a namespace of its own. */
  se(name: string, ...children: readonly XmlChild[]): Xml
  /** A parameter of a fill, stroke or font. */
  parameter(name: string, value: string | number | undefined): Xml | null
  /** Title and summary of a rule or style. */
  described(title: string | undefined, summary?: string): XmlChild
}

const older: SldDialect = {
  version: '1.0.0',
  se: (name, ...children) => element(name, {}, ...children),
  parameter: (name, value) => (value === undefined ? null : element('CssParameter', { name }, value)),
  described: (title, summary) => [
    title ? element('Title', {}, title) : null,
    summary ? element('Abstract', {}, summary) : null,
  ],
}

const newer: SldDialect = {
  version: '1.1.0',
  se: (name, ...children) => element(`se:${name}`, {}, ...children),
  parameter: (name, value) => (value === undefined ? null : element('se:SvgParameter', { name }, value)),
  described: (title, summary) =>
    title || summary
      ? element(
          'se:Description',
          {},
          title ? element('se:Title', {}, title) : null,
          summary ? element('se:Abstract', {}, summary) : null,
        )
      : null,
}

export function dialectOf(version: SldVersion): SldDialect {
  return version === '1.0.0' ? older : newer
}
