import type { Range } from './parallel-rows.ts'

export interface ParallelPicture {
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
  readonly columns: readonly Uint16Array[]
  readonly rows: readonly number[]
  readonly marked: readonly number[]
  readonly hovered: number | null
  /** By axis; null where nothing is narrowed. */
  readonly ranges: readonly (Range | null)[]
}

const margin = { side: 16, top: 22, bottom: 10 } as const

/** Where an axis stands, as CSS counts it: its name is text above the picture. */
export function axisLeft(axis: number, axes: number): string {
  if (axes < 2) return '50%'
  return `calc(${margin.side}px + (100% - ${2 * margin.side}px) * ${axis / (axes - 1)})`
}

export function axisX(axis: number, axes: number, width: number): number {
  return axes < 2 ? width / 2 : margin.side + (axis / (axes - 1)) * (width - 2 * margin.side)
}

export function valueY(value: number, height: number): number {
  return height - margin.bottom - (value / 1000) * (height - margin.top - margin.bottom)
}

/** The per mille value at a height of the picture, within 0–1000. */
export function valueAt(y: number, height: number): number {
  const value = ((height - margin.bottom - y) / (height - margin.top - margin.bottom)) * 1000
  return Math.round(Math.min(1000, Math.max(0, value)))
}

/** Draws faint lines of the top, strong ones of what is marked, the hovered one over all, then axes with ranges. */
export function drawLines(context: CanvasRenderingContext2D, picture: ParallelPicture): void {
  const { width, height, columns, rows, marked, hovered, ranges } = picture
  context.clearRect(0, 0, width, height)
  const stroke = (some: readonly number[], style: string, thickness: number) => {
    context.strokeStyle = style
    context.lineWidth = thickness
    for (const row of some) {
      context.beginPath()
      columns.forEach((column, axis) => {
        context.lineTo(axisX(axis, columns.length, width), valueY(column[row] ?? 0, height))
      })
      context.stroke()
    }
  }
  const isNarrowed = marked.length > 0
  stroke(rows, isNarrowed ? 'rgb(90 104 120 / 14%)' : 'rgb(15 95 122 / 26%)', 1)
  stroke(marked, 'rgb(184 72 47 / 55%)', 1.5)
  if (hovered !== null) stroke([hovered], '#1c2733', 3)
  ranges.forEach((range, axis) => {
    const x = axisX(axis, columns.length, width)
    context.strokeStyle = '#4d5763'
    context.lineWidth = 1
    context.strokeRect(x, valueY(1000, height), 0, valueY(0, height) - valueY(1000, height))
    if (!range) return
    context.fillStyle = 'rgb(226 167 42 / 55%)'
    const [top, bottom] = [valueY(range[1], height), valueY(range[0], height)]
    context.fillRect(x - 6, top, 12, Math.max(2, bottom - top))
  })
  context.fillStyle = '#1c2733'
  context.font = '600 12px sans-serif'
  context.textAlign = 'center'
  columns.forEach((_, axis) => {
    context.fillText(String(axis + 1), axisX(axis, columns.length, width), 14)
  })
}
