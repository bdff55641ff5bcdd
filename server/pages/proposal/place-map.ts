import { envelopeContains, envelopeOf } from '../../../core/geo/envelope.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { positionsOf } from '../../../core/geo/positions-of.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { statusColours, symbolShapes } from '../../../core/style/status-symbol.ts'
import { type Html, html, trusted } from '../html.ts'
import { say } from '../language.ts'
import { groupOf } from '../symbols.ts'
import {
  LABEL_SIZE,
  MAP_HEIGHT,
  MAP_WIDTH,
  mapGround,
  mapLabels,
  scaleBar,
  villageLabels,
} from './map-ground.ts'
import type { LabelRequest } from './map-labels.ts'
import type { ProposalView } from './proposal-view.ts'
import { proposalWords } from './proposal-words.ts'
import type { Surroundings } from './read-surroundings.ts'
import { type Project, projectTo, svgPath } from './svg-path.ts'

const SYMBOL = 30

/** The village with its neighbours, roads, the place and the way to the nearest facility: a picture that needs no script. */
export function renderPlaceMap(view: ProposalView, around: Surroundings, language: Language): Html {
  const project = projectTo(around.extent, MAP_WIDTH, MAP_HEIGHT)
  const place = project(view.point ?? [0, 0])
  const label = say(proposalWords.mapOf, language, { village: view.villageName ?? '' })
  return html`<svg class="place-map" viewBox="0 0 ${MAP_WIDTH} ${MAP_HEIGHT}" role="img" aria-label="${label}">
${mapGround(around, view.villageCode, project)}
${wayToFacility(view, around, project)}
${ownShape(view, project)}
${labels(view, around, project, place)}
${(view.geometry?.type === 'Point' || isTiny(view, around)) && symbolAt(view, place)}
${scaleBar(around.extent, language)}
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
  return (degrees / (extent[2] - extent[0])) * MAP_WIDTH < SYMBOL
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
    requests.push({ text: view.nearestFacilityName, x, y: y + LABEL_SIZE * 1.5, strong: true })
  }
  return mapLabels([...requests, ...villageLabels(villages, view.villageCode, project)], taken)
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
