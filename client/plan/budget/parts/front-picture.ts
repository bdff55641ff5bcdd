import { css, html, nothing, svg } from 'lit'
import type { FrontPoint } from '../../../../core/api/portfolio-front.ts'
import { number } from '../../../i18n/format-value.ts'
import { linearScale } from '../../statistics/chart/scale.ts'
import { frontText } from '../front-words.ts'

/** In the units of the picture. */
const [WIDTH, HEIGHT] = [520, 300]
const EDGE = { left: 62, right: 18, top: 14, bottom: 46 }

export const frontPictureStyles = css`
  svg { width: 100%; height: auto; display: block; }
  .grid { stroke: var(--line); } .base { stroke: var(--line-strong); }
  .tick { font-size: 11px; fill: var(--muted); } .axis { font-size: 12px; fill: var(--ink); font-weight: 600; }
  .steps { fill: none; stroke: #64ab9c; stroke-width: 2; }
  .dot { fill: var(--brand); stroke: #fff; stroke-width: 1.5; }
  .point.unproven .dot { fill: #fff; stroke: var(--brand); stroke-width: 2; stroke-dasharray: 3 2; }
  .ring { fill: none; stroke: var(--ink); stroke-width: 2.5; }
  .here { font-size: 11px; font-weight: 700; fill: var(--ink); }
  .hit { fill: transparent; }
  @media (max-width: 767px) { .tick, .here { font-size: 13px; } .axis { font-size: 14px; } }
  .point { cursor: pointer; outline: none; } .point[aria-disabled='true'] { cursor: default; opacity: 0.5; }
  .point:hover .hit { fill: rgb(15 107 92 / 14%); } .point:focus-visible .hit { stroke: var(--focus); stroke-width: 3; }
`

export interface FrontLook {
  readonly isPresent: (point: FrontPoint) => boolean
  readonly name: (point: FrontPoint) => string
  /** null while a choice cannot be made. */
  readonly choose: ((point: FrontPoint) => void) | null
}

/** Score against people: each point a choice that can be pressed, the steps what is known to be possible between them. */
export function frontPicture(points: readonly FrontPoint[], look: FrontLook) {
  const x = linearScale(
    points.map(({ people }) => people),
    { from: EDGE.left, to: WIDTH - EDGE.right, fromZero: false },
  )
  const y = linearScale(
    points.map(({ score }) => score),
    { from: HEIGHT - EDGE.bottom, to: EDGE.top, fromZero: false },
  )
  const place = ({ people, score }: FrontPoint) => [x.at(people), y.at(score)] as const
  const middle = (EDGE.top + HEIGHT - EDGE.bottom) / 2
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label=${frontText('picture', { count: number(points.length) })}>
    ${y.ticks.map((tick) => svg`<line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y.at(tick)} y2=${y.at(tick)} /><text class="tick" text-anchor="end" x=${EDGE.left - 6} y=${y.at(tick) + 4}>${number(tick, y.decimals)}</text>`)}
    ${x.ticks.map((tick) => svg`<line class="base" x1=${x.at(tick)} x2=${x.at(tick)} y1=${HEIGHT - EDGE.bottom} y2=${HEIGHT - EDGE.bottom + 4} /><text class="tick" text-anchor="middle" x=${x.at(tick)} y=${HEIGHT - EDGE.bottom + 17}>${number(tick, x.decimals)}</text>`)}
    <line class="base" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${HEIGHT - EDGE.bottom} y2=${HEIGHT - EDGE.bottom} />
    <text class="axis" text-anchor="middle" x=${(EDGE.left + WIDTH - EDGE.right) / 2} y=${HEIGHT - 8}>${frontText('people')} →</text>
    <text class="axis" text-anchor="middle" transform="translate(13 ${middle}) rotate(-90)">${frontText('score')} →</text>
    <path class="steps" d=${stepsOf(points.map(place))} />
    ${points.map((point) => dot(point, place(point), look))}</svg>`
}

/** For as many people as the next point serves, its score is the best that is known. */
function stepsOf(places: readonly (readonly [number, number])[]): string {
  return places.map(([x, y], at) => (at === 0 ? `M${x} ${y}` : `V${y}H${x}`)).join('')
}

function dot(point: FrontPoint, [x, y]: readonly [number, number], { isPresent, name, choose }: FrontLook) {
  const isHere = isPresent(point)
  const press = () => choose?.(point)
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    press()
  }
  return svg`<g class="point ${point.proven ? '' : 'unproven'}" role="button" tabindex="0" aria-label=${name(point)} aria-pressed=${isHere}
      aria-disabled=${choose ? 'false' : 'true'} @click=${press} @keydown=${onKey}><title>${name(point)}</title>
    <circle class="hit" cx=${x} cy=${y} r="15" />${isHere ? svg`<circle class="ring" cx=${x} cy=${y} r="10" />` : nothing}<circle class="dot" cx=${x} cy=${y} r="6" />
    ${isHere ? svg`<text class="here" text-anchor=${x > WIDTH / 2 ? 'end' : 'start'} x=${x > WIDTH / 2 ? x - 15 : x + 15} y=${y - 9}>${frontText('present')}</text>` : nothing}</g>`
}
