import { type SVGTemplateResult, svg } from 'lit'
import type { Axis } from '../../../../core/statistics/analysis-report.ts'
import { number } from '../../../i18n/format-value.ts'
import { pick } from '../../../i18n/translate.ts'
import type { Scale } from './scale.ts'

/** The picture's size and the box within it that holds the marks, in its own pixels. */
export const frame = { width: 480, height: 280, left: 64, right: 468, top: 12, bottom: 216 } as const

/** Colours of curves and bars that have none of their own; neighbours differ in lightness too. */
const seriesColours = ['#0f5f7a', '#e2a72a', '#b8482f', '#8d68b6', '#3c4a63', '#61b0cf'] as const

export function seriesColour(place: number): string {
  return seriesColours[place % seriesColours.length] ?? seriesColours[0]
}

/** "Title (unit)". */
export function axisName({ title, unit }: Axis): string {
  const measure = pick(unit)
  return measure ? `${pick(title)} (${measure})` : pick(title)
}

/** A value as an axis or a table shows it: with two or three digits that count. */
export function chartNumber(value: number): string {
  if (Number.isInteger(value)) return number(value)
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 3
  return number(value, digits)
}

/** Lines and numbers of the upright axis with its name along it. */
export function uprightAxis(scale: Scale, name: string): SVGTemplateResult {
  const middle = (frame.top + frame.bottom) / 2
  return svg`${scale.ticks.map((tick) => {
    const y = scale.at(tick)
    return svg`<line class="grid" x1=${frame.left} x2=${frame.right} y1=${y} y2=${y} />
      <text class="tick" x=${frame.left - 6} y=${y + 4} text-anchor="end">${short(tick, scale.decimals)}</text>`
  })}<text class="axis" text-anchor="middle" transform="translate(12 ${middle}) rotate(-90)">${name}</text>`
}

export function levelAxis(scale: Scale, name: string): SVGTemplateResult {
  const middle = (frame.left + frame.right) / 2
  return svg`${scale.ticks.map(
    (tick) =>
      svg`<text class="tick" x=${scale.at(tick)} y=${frame.bottom + 16} text-anchor="middle">${short(tick, scale.decimals)}</text>`,
  )}<line class="base" x1=${frame.left} x2=${frame.right} y1=${frame.bottom} y2=${frame.bottom} />
  <text class="axis" text-anchor="middle" x=${middle} y=${frame.bottom + 40}>${name}</text>`
}

const powers = [
  { size: 1e12, id: 'T', en: 'tn' },
  { size: 1e9, id: 'M', en: 'bn' },
  { size: 1e6, id: 'jt', en: 'm' },
] as const

/** A value beside its mark: "68,9 jt", "0,25". */
export function shortNumber(value: number): string {
  return inPowers(value) ?? chartNumber(value)
}

function short(value: number, decimals: number): string {
  return inPowers(value) ?? number(value, decimals)
}

/** Large numbers are shortened so that ticks fit; M is a milliard in Indonesian. */
function inPowers(value: number): string | null {
  const power = powers.find(({ size }) => Math.abs(value) >= size)
  if (!power) return null
  const shown = value / power.size
  return `${number(shown, Number.isInteger(shown) ? 0 : 1)} ${pick(power)}`
}
