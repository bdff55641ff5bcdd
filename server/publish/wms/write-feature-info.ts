import { escapeXml } from '../../../core/escape-xml.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { element } from '../xml-element.ts'
import type { FoundLayer } from './find-features.ts'
import type { InfoFormat } from './wms-request.ts'
import { writeGml } from './write-gml.ts'

export interface InfoContext {
  language: Language
  publicUrl: string
}

/** The geometry that each format carries, as SQL over the layer's geometry column (EPSG:4326). */
export const INFO_GEOMETRY: Record<InfoFormat, (geom: string) => string> = {
  text: () => 'NULL::text',
  html: () => 'NULL::text',
  // Outer rings anticlockwise (RFC 7946, 3.1.6). The function would turn lines round too.
  geojson: (geom) =>
    `ST_AsGeoJSON(CASE ST_Dimension(${geom}) WHEN 2 THEN ST_ForcePolygonCCW(${geom}) ELSE ${geom} END, 7)`,
  gml2: (geom) => `ST_AsGML(2, ${geom}, 7, 0)`,
  // 1 names the CRS by its URN, 16 puts latitude first as that URN wants it.
  gml3: (geom) => `ST_AsGML(3, ${geom}, 7, 17)`,
}

export function writeFeatureInfo(
  format: InfoFormat,
  found: readonly FoundLayer[],
  context: InfoContext,
): string {
  switch (format) {
    case 'geojson':
      return writeGeoJson(found)
    case 'gml2':
    case 'gml3':
      return writeGml(found, { version: format === 'gml2' ? 2 : 3, publicUrl: context.publicUrl })
    case 'html':
      return writeHtml(found, context.language)
    case 'text':
      return writeText(found, context.language)
  }
}

function writeGeoJson(found: readonly FoundLayer[]): string {
  const features = found.flatMap(({ layer, features: of }) =>
    of.map(
      ({ key, geometry, properties }) =>
        `{"type":"Feature","id":${JSON.stringify(`${layer.id}.${key}`)},"geometry":${geometry ?? 'null'},"properties":${JSON.stringify(properties)}}`,
    ),
  )
  return `{"type":"FeatureCollection","features":[${features.join(',\n')}]}\n`
}

const nothingFound = { id: 'Tidak ada objek di titik ini.', en: 'There is nothing here.' }

function writeText(found: readonly FoundLayer[], language: Language): string {
  const blocks = found.flatMap(({ layer, features }) =>
    features.map(({ key, properties }) =>
      [
        `${layer.title[language]} (${layer.id}.${key})`,
        ...Object.entries(properties).flatMap(([name, value]) =>
          value === null ? [] : [`  ${name} = ${oneLine(value)}`],
        ),
      ].join('\n'),
    ),
  )
  return `${blocks.length === 0 ? nothingFound[language] : blocks.join('\n\n')}\n`
}

const oneLine = (value: unknown) => String(value).replaceAll(/\s+/g, ' ')

/** A page without script or style, so that it can be put into any program's window. */
function writeHtml(found: readonly FoundLayer[], language: Language): string {
  const filled = found.filter(({ features }) => features.length > 0)
  const tables = filled.map(
    ({ layer, features }) =>
      element('h2', {}, layer.title[language]).markup +
      features
        .map(
          ({ properties }) =>
            element(
              'table',
              { border: 1, cellpadding: 4, cellspacing: 0 },
              publicFields(layer).flatMap(({ name, title, unit }) => {
                const value = properties[name]
                if (value === null || value === undefined) return []
                const words = unit ? `${title[language]} (${unit[language]})` : title[language]
                return [
                  element(
                    'tr',
                    {},
                    element('th', { align: 'left' }, words),
                    element('td', {}, String(value)),
                  ),
                ]
              }),
            ).markup,
        )
        .join('<br>'),
  )
  const body = tables.length === 0 ? `<p>${escapeXml(nothingFound[language])}</p>` : tables.join('\n')
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>GetFeatureInfo</title></head><body>\n${body}\n</body></html>\n`
}
