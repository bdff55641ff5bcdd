import { html, nothing } from 'lit'
import type { Histogram } from '../../../../core/score/column-spread.ts'
import { number } from '../../../i18n/format-value.ts'
import { inputOf, listenerOf } from '../../../panel/event-control.ts'
import type { CellFilter } from './cell-filter.ts'
import type { Column } from './column.ts'
import { columnText } from './column-words.ts'
import { edgesOf } from './histogram-edges.ts'

type Range = Extract<CellFilter, { kind: 'range' }>
type Described = Pick<Column<never>, 'name' | 'text' | 'unit'>

const OPEN: Range = { kind: 'range', least: null, most: null }

/** How the numbers of a column lie, over which a range is dragged, and its two ends as fields. Hears each range. */
export function rangeFilter(
  column: Described,
  histogram: Histogram | null,
  filter: CellFilter | undefined,
  onRange: (range: Range) => void,
) {
  if (!histogram) return html`<p class="note">${columnText('noneKnown')}</p>`
  const range = filter?.kind === 'range' ? filter : OPEN
  const { unit = 1 } = column
  const field = (side: 'least' | 'most') => html`<label class="field"><span>${columnText(side)}</span>
    <input type="number" step="any" .value=${range[side] === null ? '' : String((range[side] ?? 0) / unit)}
      placeholder=${number((side === 'least' ? histogram.least : histogram.greatest) / unit, 3)}
      @input=${(event: Event) => onRange({ ...range, [side]: typed(event, unit) })} /></label>`
  return html`${picture(column, histogram, range, onRange)}
    <div class="ends">${field('least')}${field('most')}</div>
    ${unit === 1e6 ? html`<p class="note">${columnText('millions', { name: column.name })}</p>` : nothing}
    ${histogram.unknown > 0 ? html`<p class="note">${columnText('notKnown', { count: number(histogram.unknown) })}</p>` : nothing}`
}

function picture(
  { name, text }: Described,
  histogram: Histogram,
  range: Range,
  onRange: (range: Range) => void,
) {
  const { counts, least, end, greatest } = histogram
  const highest = Math.max(...counts)
  const count = number(counts.reduce((a, b) => a + b, 0))
  const isIn = (bin: number) => {
    const [from, to] = edgesOf(histogram, bin)
    return (range.least === null || to >= range.least) && (range.most === null || from <= range.most)
  }
  const title = (bin: number) => {
    const [from, to] = edgesOf(histogram, bin).map(text)
    return columnText('bin', { from: from ?? '', to: to ?? '', count: number(counts[bin] ?? 0) })
  }
  return html`<div class="histogram" role="img" aria-label=${columnText('spread', { name, count, least: text(least), most: text(greatest) })}
      title=${columnText('brush')} @pointerdown=${(event: PointerEvent) => brush(event, histogram, onRange)}>
      ${counts.map((one, bin) => html`<span class=${isIn(bin) ? 'in' : ''} title=${title(bin)}><i style="height: ${one === 0 ? 0 : Math.max(3, (100 * one) / highest)}%"></i></span>`)}</div>
    <div class="scale"><span>${text(least)}</span><span>${end < greatest ? columnText('beyond', { end: text(end), most: text(greatest) }) : text(greatest)}</span></div>`
}

function typed(event: Event, unit: number): number | null {
  const { value, valueAsNumber } = inputOf(event)
  return value === '' || Number.isNaN(valueAsNumber) ? null : valueAsNumber * unit
}

/** From the bin that was pressed to that under the pointer, until it is let go. */
function brush(event: PointerEvent, histogram: Histogram, onRange: (range: Range) => void): void {
  const picture = listenerOf(event)
  const { left, width } = picture.getBoundingClientRect()
  const last = histogram.counts.length - 1
  const binAt = (x: number) => Math.min(last, Math.max(0, Math.floor(((x - left) / width) * (last + 1))))
  const from = binAt(event.clientX)
  const take = (to: number) => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)]
    const rounded = (value: number) => Number(value.toPrecision(3))
    onRange({
      kind: 'range',
      least: low === 0 ? null : rounded(edgesOf(histogram, low)[0]),
      most: high === last ? null : rounded(edgesOf(histogram, high)[1]),
    })
  }
  const ended = new AbortController()
  const { signal } = ended
  picture.setPointerCapture(event.pointerId)
  const move = (moved: Event) => {
    if (moved instanceof PointerEvent) take(binAt(moved.clientX))
  }
  picture.addEventListener('pointermove', move, { signal })
  for (const end of ['pointerup', 'pointercancel'])
    picture.addEventListener(end, () => ended.abort(), { signal })
  take(from)
}
