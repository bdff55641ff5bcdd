import { envelopeContains, envelopeOf } from '../../../core/geo/envelope.ts'
import { greatCircleMetres } from '../../../core/geo/great-circle.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { statusColours, symbolShapes } from '../../../core/style/status-symbol.ts'
import { type Html, html, trusted } from '../html.ts'
import { formatDistance, say } from '../language.ts'
import { groupOf } from '../symbols.ts'
import { type LabelRequest, placeLabels } from './map-labels.ts'
import { MAP_ASPECT } from './place-extent.ts'
import type { ProposalView } from './proposal-view.ts'
import { proposalWords } from './proposal-words.ts'
import type { Surroundings } from './read-surroundings.ts'
import { type Project, positionsOf, projectTo, svgPath } from './svg-path.ts'

const WIDTH = 400
const HEIGHT = WIDTH / MAP_ASPECT
const LABEL = 11
const SYMBOL = 30
const WATER = /river|sungai|water|air|kanal|canal/i

/** The village with its neighbours, roads, the place and the way to the nearest facility: a picture that needs no script. */
export function renderPlaceMap(view: ProposalView, around: Surroundings, language: Language): Html {
  const project = projectTo(around.extent, WIDTH, HEIGHT)
  const place = project(view.point ?? [0, 0])
  const label = say(proposalWords.mapOf, language, { village: view.villageName ?? '' })
  return html`<svg class="place-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
<rect class="outside" width="${WIDTH}" height="${HEIGHT}"/>
${around.villages.map(({ code, geometry }) => html`<path class="area${code === view.villageCode && ' own'}" d="${svgPath(geometry, project)}"/>`)}
${around.lines.map(({ layer, geometry }) => html`<path class="${WATER.test(layer) ? 'water' : 'road'}" d="${svgPath(geometry, project)}"/>`)}
${wayToFacility(view, around, project)}
${ownShape(view, project)}
${labels(view, around, project, place)}
${(view.geometry?.type === 'Point' || isTiny(view, around)) && symbolAt(view, place)}
${scaleBar(around, language)}
</svg>`
}

function symbolAt({ status, locationQuality }: ProposalView, [x, y]: readonly [number, number]): Html {
  const quality = locationQuality === 'none' ? 'area' : locationQuality
  return html`<svg x="${(x - SYMBOL / 2).toFixed(1)}" y="${(y - SYMBOL / 2).toFixed(1)}" width="${SYMBOL}" height="${SYMBOL}" viewBox="0 0 48 48">${trusted(symbolShapes(groupOf(status), quality))}</svg>`
}

/** A short road in a large village would hardly be visible, so it gets its symbol too. */
function isTiny({ geometry }: ProposalView, { extent }: Surroundings): boolean {
  const box = envelopeOf(positionsOf(geometry))
  if (!box) return false
  const degrees = Math.max(box[2] - box[0], box[3] - box[1])
  return (degrees / (extent[2] - extent[0])) * WIDTH < SYMBOL
}

/** The proposed road or area, in the colour of its status over a white casing. */
function ownShape({ geometry, status }: ProposalView, project: Project): Html | null {
  const path = svgPath(geometry, project)
  if (path === '') return null
  const colour = statusColours[groupOf(status)]
  const fill = geometry?.type.endsWith('Polygon') ? 'rgb(255 255 255 / 45%)' : 'none'
  return html`<path class="casing" d="${path}"/><path class="shape" d="${path}" stroke="${colour}" fill="${fill}"/>`
}

function wayToFacility(
  view: ProposalView,
  { facility, extent }: Surroundings,
  project: Project,
): Html | null {
  if (!facility || !view.point || !envelopeContains(extent, facility)) return null
  const [x1, y1] = project(view.point)
  const [x2, y2] = project(facility)
  return html`<line class="way" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>
<rect class="facility" x="${(x2 - 5).toFixed(1)}" y="${(y2 - 5).toFixed(1)}" width="10" height="10" rx="2"/>`
}

function labels(
  view: ProposalView,
  { villages, facility, extent }: Surroundings,
  project: Project,
  place: readonly [number, number],
): Html[] {
  const requests: LabelRequest[] = []
  const taken = [{ x: place[0], y: place[1], radius: SYMBOL / 2 }]
  if (facility && view.nearestFacilityName && envelopeContains(extent, facility)) {
    const [x, y] = project(facility)
    taken.push({ x, y, radius: 6 })
    requests.push({ text: view.nearestFacilityName, x, y: y + LABEL * 1.5, strong: true })
  }
  for (const { code, name, point } of villages) {
    const [x, y] = project(point)
    requests.push({ text: name, x, y, strong: code === view.villageCode })
  }
  // Leaves room for the scale bar.
  taken.push({ x: 60, y: HEIGHT - 6, radius: 16 })
  return placeLabels(requests, { width: WIDTH, height: HEIGHT, size: LABEL, taken }).map(
    ({ text, x, y, strong }) =>
      html`<text class="label${strong && ' strong'}" x="${x.toFixed(1)}" y="${(y + LABEL * 0.35).toFixed(1)}">${text}</text>`,
  )
}

/** A round length of at most a third of the picture. */
function scaleBar({ extent: [west, south, east, north] }: Surroundings, language: Language): Html {
  const middle = (south + north) / 2
  const metres = greatCircleMetres([west, middle], [east, middle])
  const most = metres / 3
  const power = 10 ** Math.floor(Math.log10(most))
  const length = [5, 2, 1].map((step) => step * power).find((round) => round <= most) ?? power
  const width = (length / metres) * WIDTH
  return html`<g class="scale"><path d="M10 ${HEIGHT - 14}v5h${width.toFixed(1)}v-5"/><text x="14" y="${HEIGHT - 14}">${formatDistance(length, language)}</text></g>`
}

const LOCATOR = 72

/** The regency's districts as a small picture with a dot where the village lies; null without districts. */
export function renderLocator(place: LonLat, { districts }: Surroundings, language: Language): Html | null {
  const whole = envelopeOf(districts.flatMap(({ geometry }) => positionsOf(geometry)))
  if (!whole) return null
  const [width, height] = [whole[2] - whole[0], whole[3] - whole[1]]
  const scale = LOCATOR / Math.max(width, height)
  const project = projectTo(whole, width * scale, height * scale)
  const [x, y] = project(place)
  return html`<svg class="locator" viewBox="-4 -4 ${(width * scale + 8).toFixed(1)} ${(height * scale + 8).toFixed(1)}" height="${LOCATOR}" role="img" aria-label="${say(proposalWords.locator, language)}">
${districts.map(({ geometry }) => html`<path d="${svgPath(geometry, project)}"/>`)}
<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3.6"/></svg>`
}
