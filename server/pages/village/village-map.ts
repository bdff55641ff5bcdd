import { envelopeContains } from '../../../core/geo/envelope.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { STATUS_GROUPS } from '../../../core/proposal/status.ts'
import { symbolShapes } from '../../../core/style/status-symbol.ts'
import { type Html, html, trusted } from '../html.ts'
import { say } from '../language.ts'
import { placeLabels } from '../proposal/map-labels.ts'
import { MAP_ASPECT } from '../proposal/place-extent.ts'
import { projectTo, svgPath } from '../proposal/svg-path.ts'
import { groupOf } from '../symbols.ts'
import type { VillageData } from './read-village.ts'
import { villageWords as words } from './village-words.ts'

const WIDTH = 400
const HEIGHT = WIDTH / MAP_ASPECT
const LABEL = 11
const SYMBOL = 16
const WATER = /river|sungai|water|air|kanal|canal/i

/** The village with its neighbours, roads, and each proposal whose place is public: a picture that needs no script. */
export function renderVillageMap({ village, map, proposals }: VillageData, language: Language): Html | null {
  if (!map) return null
  const project = projectTo(map.extent, WIDTH, HEIGHT)
  const placed = proposals.flatMap(({ point, quality, status }) =>
    point && quality === 'point' && envelopeContains(map.extent, point)
      ? [{ at: project(point), group: groupOf(status) }]
      : [],
  )
  const names = map.villages.map(({ code, name, point }) => {
    const [x, y] = project(point)
    return { text: name, x, y, strong: code === village.code }
  })
  const labels = placeLabels(names, { width: WIDTH, height: HEIGHT, size: LABEL, taken: [] })
  return html`<div class="map"><svg class="place-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${say(words.mapOf, language, { village: village.name })}">
<defs>${STATUS_GROUPS.map((group) => html`<symbol id="s-${group}" viewBox="0 0 48 48">${trusted(symbolShapes(group, 'point'))}</symbol>`)}</defs>
<rect class="outside" width="${WIDTH}" height="${HEIGHT}"/>
${map.villages.map(({ code, geometry }) => html`<path class="area${code === village.code && ' own'}" d="${svgPath(geometry, project)}"/>`)}
${map.lines.map(({ layer, geometry }) => html`<path class="${WATER.test(layer) ? 'water' : 'road'}" d="${svgPath(geometry, project)}"/>`)}
${placed.map(({ at: [x, y], group }) => html`<use href="#s-${group}" x="${(x - SYMBOL / 2).toFixed(1)}" y="${(y - SYMBOL / 2).toFixed(1)}" width="${SYMBOL}" height="${SYMBOL}"/>`)}
${labels.map(({ text, x, y, strong }) => html`<text class="label${strong && ' strong'}" x="${x.toFixed(1)}" y="${(y + LABEL * 0.35).toFixed(1)}">${text}</text>`)}
</svg></div>`
}
