import { envelopeContains } from '../../../core/geo/envelope.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { STATUS_GROUPS } from '../../../core/proposal/status.ts'
import { symbolShapes } from '../../../core/style/status-symbol.ts'
import { type Html, html, trusted } from '../html.ts'
import { say } from '../language.ts'
import {
  MAP_HEIGHT,
  MAP_WIDTH,
  mapGround,
  mapLabels,
  scaleBar,
  villageLabels,
} from '../proposal/map-ground.ts'
import { projectTo } from '../proposal/svg-path.ts'
import { groupOf } from '../symbols.ts'
import type { VillageData } from './read-village.ts'
import { villageWords as words } from './village-words.ts'

const SYMBOL = 16

/** The village with its neighbours, roads, and each proposal whose place is public: a picture that needs no script. */
export function renderVillageMap({ village, map, proposals }: VillageData, language: Language): Html | null {
  if (!map) return null
  const project = projectTo(map.extent, MAP_WIDTH, MAP_HEIGHT)
  const placed = proposals.flatMap(({ point, quality, status }) =>
    point && quality === 'point' && envelopeContains(map.extent, point)
      ? [{ at: project(point), group: groupOf(status) }]
      : [],
  )
  return html`<div class="map"><svg class="place-map" viewBox="0 0 ${MAP_WIDTH} ${MAP_HEIGHT}" role="img" aria-label="${say(words.mapOf, language, { village: village.name })}">
<defs>${STATUS_GROUPS.map((group) => html`<symbol id="s-${group}" viewBox="0 0 48 48">${trusted(symbolShapes(group, 'point'))}</symbol>`)}</defs>
${mapGround(map, village.code, project)}
${placed.map(({ at: [x, y], group }) => html`<use href="#s-${group}" x="${(x - SYMBOL / 2).toFixed(1)}" y="${(y - SYMBOL / 2).toFixed(1)}" width="${SYMBOL}" height="${SYMBOL}"/>`)}
${mapLabels(villageLabels(map.villages, village.code, project))}
${scaleBar(map.extent, language)}
</svg></div>`
}
