import type { Envelope } from '../../../core/geo/envelope.ts'
import { greatCircleMetres } from '../../../core/geo/great-circle.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { type Html, html } from '../html.ts'
import { formatDistance } from '../language.ts'
import { type LabelRequest, placeLabels } from './map-labels.ts'
import { MAP_ASPECT } from './place-extent.ts'
import type { Surroundings } from './read-surroundings.ts'
import { type Project, svgPath } from './svg-path.ts'

/** Of the small maps on pages, in units of their pictures. */
export const MAP_WIDTH = 400
export const MAP_HEIGHT = MAP_WIDTH / MAP_ASPECT
export const LABEL_SIZE = 11
const WATER = /river|sungai|water|air|kanal|canal/i
/** The corner of the scale bar, which no label covers. */
const SCALE_CORNER = { x: 60, y: MAP_HEIGHT - 6, radius: 16 }

/** What lies under the places of a small map: villages, of which one is the page's own, roads and waters. */
export function mapGround(
  { villages, lines }: Pick<Surroundings, 'villages' | 'lines'>,
  own: string | null,
  project: Project,
): Html {
  return html`<rect class="outside" width="${MAP_WIDTH}" height="${MAP_HEIGHT}"/>
${villages.map(({ code, geometry }) => html`<path class="area${code === own && ' own'}" d="${svgPath(geometry, project)}"/>`)}
${lines.map(({ layer, geometry }) => html`<path class="${WATER.test(layer) ? 'water' : 'road'}" d="${svgPath(geometry, project)}"/>`)}`
}

/** As many names as fit, the first ones first; `taken` are circles that stay free. */
export function mapLabels(
  names: readonly LabelRequest[],
  taken: readonly { x: number; y: number; radius: number }[] = [],
): Html[] {
  const options = { width: MAP_WIDTH, height: MAP_HEIGHT, size: LABEL_SIZE, taken: [...taken, SCALE_CORNER] }
  return placeLabels(names, options).map(
    ({ text, x, y, strong }) =>
      html`<text class="label${strong && ' strong'}" x="${x.toFixed(1)}" y="${(y + LABEL_SIZE * 0.35).toFixed(1)}">${text}</text>`,
  )
}

/** Names of villages where their middle lies, that of the page's own strong. */
export function villageLabels(
  villages: Surroundings['villages'],
  own: string | null,
  project: Project,
): LabelRequest[] {
  return villages.map(({ code, name, point }) => {
    const [x, y] = project(point)
    return { text: name, x, y, strong: code === own }
  })
}

/** A round length of at most a third of the picture. */
export function scaleBar([west, south, east, north]: Envelope, language: Language): Html {
  const middle = (south + north) / 2
  const metres = greatCircleMetres([west, middle], [east, middle])
  const most = metres / 3
  const power = 10 ** Math.floor(Math.log10(most))
  const length = [5, 2, 1].map((step) => step * power).find((round) => round <= most) ?? power
  const width = (length / metres) * MAP_WIDTH
  return html`<g class="scale"><path d="M10 ${MAP_HEIGHT - 14}v5h${width.toFixed(1)}v-5"/><text x="14" y="${MAP_HEIGHT - 14}">${formatDistance(length, language)}</text></g>`
}
