import { type SVGTemplateResult, svg } from 'lit'
import type { LineChart, PointChart } from '../../../../core/statistics/analysis-report.ts'
import { axisName, chartNumber, frame, levelAxis, seriesColour, uprightAxis } from './chart-frame.ts'
import type { ChartMarks } from './chart-marks.ts'
import { linearScale, type Scale } from './scale.ts'

const dashes = ['', '7 4', '2 3', '10 3 2 3']

/** Curves, distinguished by colour and dashes, over the line of equality where it belongs. */
export function lineMarks(chart: LineChart): SVGTemplateResult {
  const points = chart.series.flatMap((series) => series.points)
  const { x, y } = scales(points, false)
  const path = (curve: readonly (readonly [number, number])[]) =>
    curve.map(([px, py]) => `${x.at(px).toFixed(1)},${y.at(py).toFixed(1)}`).join(' ')
  const end = Math.min(x.ticks.at(-1) ?? 1, y.ticks.at(-1) ?? 1)
  return svg`${uprightAxis(y, axisName(chart.y))}${levelAxis(x, axisName(chart.x))}
    ${chart.diagonal ? svg`<line class="diagonal" x1=${x.at(0)} y1=${y.at(0)} x2=${x.at(end)} y2=${y.at(end)} />` : svg``}
    ${chart.series.map((series, place) => svg`<polyline class="curve" points=${path(series.points)} stroke=${seriesColour(place)} stroke-dasharray=${dashes[place % dashes.length] ?? ''} />`)}`
}

/** One mark a place, in its category's colour. */
export function pointMarks(chart: PointChart, marks: ChartMarks): SVGTemplateResult {
  const { x, y } = scalesOf(chart)
  const colours = new Map(chart.categories.map(({ key, colour }) => [key, colour]))
  return svg`${uprightAxis(y, axisName(chart.y))}${levelAxis(x, axisName(chart.x))}${zeroLines(x, y)}
    ${chart.points.map(
      (
        point,
      ) => svg`<circle class=${marks.isMarked(point.code) ? 'point marked' : 'point'} data-code=${point.code} cx=${x.at(point.x)} cy=${y.at(point.y)} r="4" fill=${colours.get(point.category) ?? seriesColour(0)}>
        <title>${point.name}: ${chartNumber(point.x)}; ${chartNumber(point.y)}</title></circle>`,
    )}`
}

/** Where each point of a chart is drawn, in the picture's pixels. */
export function placePoints(chart: PointChart): { code: string; x: number; y: number }[] {
  const { x, y } = scalesOf(chart)
  return chart.points.map((point) => ({ code: point.code, x: x.at(point.x), y: y.at(point.y) }))
}

function scalesOf({ points }: PointChart) {
  return scales(
    points.map((point) => [point.x, point.y]),
    true,
  )
}

function scales(points: readonly (readonly [number, number])[], free: boolean): { x: Scale; y: Scale } {
  const fromZero = !free
  return {
    x: linearScale(
      points.map(([x]) => x),
      { from: frame.left, to: frame.right, fromZero },
    ),
    y: linearScale(
      points.map(([, y]) => y),
      { from: frame.bottom, to: frame.top, fromZero },
    ),
  }
}

/** The quadrants' borders, where 0 lies within the picture. */
function zeroLines(x: Scale, y: Scale): SVGTemplateResult {
  const [across, up] = [x.at(0), y.at(0)]
  return svg`${across > frame.left && across < frame.right ? svg`<line class="base" x1=${across} x2=${across} y1=${frame.top} y2=${frame.bottom} />` : svg``}
    ${up > frame.top && up < frame.bottom ? svg`<line class="base" x1=${frame.left} x2=${frame.right} y1=${up} y2=${up} />` : svg``}`
}
