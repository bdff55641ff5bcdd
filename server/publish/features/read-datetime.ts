import type { Filter, Instant, IntervalEnd } from '../../../core/filter/filter-tree.ts'
import { isDate, isTimestamp } from '../../../core/filter/instant.ts'
import { badParameter } from '../../../core/problem.ts'
import type { LayerDefinition } from '../../layers/layer.ts'

const EXPECTED =
  'a date-time of RFC 3339 such as 2025-02-16T00:00:00Z, a day, or two of them as start/end, where one may be ".." or empty'
const OFFSET = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)([-+])(\d{2}):(\d{2})$/

/**
 * datetime as a condition: rows whose time meets it, and rows that have none (OGC 17-069r4, fc-time-response C). A layer
 * whose rows tell no time is not narrowed. Throws Problem (400).
 */
export function readDatetime(text: string, layer: LayerDefinition): Filter {
  const span = readTime(text)
  const field = layer.fields.find(({ time }) => time === 'year')
  if (!field) return { kind: 'always' }
  const property = { kind: 'property', name: field.name } as const
  return {
    kind: 'or',
    operands: [
      { kind: 'isNull', value: property },
      { kind: 'temporal', operator: 't_intersects', left: property, right: span },
    ],
  }
}

/** The moment, day or interval that datetime names. Throws Problem (400). */
export function readTime(text: string): Instant | { kind: 'interval'; start: IntervalEnd; end: IntervalEnd } {
  const parts = text.split('/')
  const [first = '', second] = parts
  if (second === undefined) return instantOf(first, text)
  const [start, end] = [endOf(first, text), endOf(second, text)]
  const open = start.kind === 'open' && end.kind === 'open'
  const backwards =
    start.kind !== 'open' && end.kind !== 'open' && start.value.slice(0, 10) > end.value.slice(0, 10)
  if (parts.length > 2 || open || backwards) throw badParameter('datetime', text, EXPECTED)
  return { kind: 'interval', start, end }
}

function endOf(part: string, whole: string): Instant | { kind: 'open' } {
  return part === '' || part === '..' ? { kind: 'open' } : instantOf(part, whole)
}

/** A day, or a moment put into UTC. */
function instantOf(part: string, whole: string): Instant {
  const text = part.toUpperCase()
  if (isDate(text)) return { kind: 'date', value: text }
  if (isTimestamp(text)) return { kind: 'timestamp', value: text }
  const [, local, sign, hours, minutes] = OFFSET.exec(text) ?? []
  if (local && isTimestamp(`${local}Z`) && Number(hours) < 24 && Number(minutes) < 60) {
    const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
    const moment = new Date(Date.parse(`${local}Z`) - shift * 60_000)
    const value = moment.toISOString()
    if (isTimestamp(value)) return { kind: 'timestamp', value }
  }
  throw badParameter('datetime', whole, EXPECTED)
}
