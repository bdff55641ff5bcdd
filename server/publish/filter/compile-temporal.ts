import type {
  Filter,
  Instant,
  IntervalEnd,
  TemporalOperator,
  Value,
} from '../../../core/filter/filter-tree.ts'
import { bound, catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { type FilterScope, fieldNamed, wrongType } from './filter-scope.ts'

/** A span of time as sortable decimal numbers, both ends in it: what a row holds can never fail a conversion then. */
interface Span {
  start: SqlFragment
  end: SqlFragment
}

/** Operators by the relation of the ends; the names of Allen's algebra as CQL2 (21-065r2, table 7) has them. */
const RELATIONS: Record<TemporalOperator, (a: Span, b: Span) => SqlFragment> = {
  t_after: (a, b) => sql`(${a.start} > ${b.end})`,
  t_before: (a, b) => sql`(${a.end} < ${b.start})`,
  t_contains: (a, b) => sql`(${a.start} < ${b.start} AND ${a.end} > ${b.end})`,
  t_disjoint: (a, b) => sql`(${a.end} < ${b.start} OR ${a.start} > ${b.end})`,
  t_during: (a, b) => sql`(${a.start} > ${b.start} AND ${a.end} < ${b.end})`,
  t_equals: (a, b) => sql`(${a.start} = ${b.start} AND ${a.end} = ${b.end})`,
  t_finishedBy: (a, b) => sql`(${a.start} < ${b.start} AND ${a.end} = ${b.end})`,
  t_finishes: (a, b) => sql`(${a.start} > ${b.start} AND ${a.end} = ${b.end})`,
  t_intersects: (a, b) => sql`(${a.start} <= ${b.end} AND ${a.end} >= ${b.start})`,
  t_meets: (a, b) => sql`(${a.end} = ${b.start})`,
  t_metBy: (a, b) => sql`(${a.start} = ${b.end})`,
  t_overlappedBy: (a, b) => sql`(${a.start} > ${b.start} AND ${a.start} < ${b.end} AND ${a.end} > ${b.end})`,
  t_overlaps: (a, b) => sql`(${a.start} < ${b.start} AND ${a.end} > ${b.start} AND ${a.end} < ${b.end})`,
  t_startedBy: (a, b) => sql`(${a.start} = ${b.start} AND ${a.end} > ${b.end})`,
  t_starts: (a, b) => sql`(${a.start} = ${b.start} AND ${a.end} < ${b.end})`,
}

/**
 * A relation of times. A year is the span from its first day to its last. Where days or years take part, moments count as
 * the day (UTC) that they are in.
 */
export function compileTemporal(
  { operator, left, right }: Extract<Filter, { kind: 'temporal' }>,
  scope: FilterScope,
): SqlFragment {
  const byDay = [left, right].some(isByDay)
  return RELATIONS[operator](spanOf(left, byDay, scope), spanOf(right, byDay, scope))
}

function isByDay(value: Value | IntervalEnd): boolean {
  if (value.kind === 'interval') return isByDay(value.start) || isByDay(value.end)
  return value.kind === 'date' || value.kind === 'property'
}

function spanOf(value: Value, byDay: boolean, scope: FilterScope): Span {
  switch (value.kind) {
    case 'property':
      return spanOfYear(value, scope)
    case 'date':
    case 'timestamp': {
      const moment = sortable(value, byDay)
      return { start: moment, end: moment }
    }
    case 'interval':
      return {
        start: endOf(value.start, byDay, scope, 'start'),
        end: endOf(value.end, byDay, scope, 'end'),
      }
    default:
      throw wrongType(scope, value, 'a date, a timestamp, an interval or a property of time')
  }
}

function endOf(end: IntervalEnd, byDay: boolean, scope: FilterScope, which: 'start' | 'end'): SqlFragment {
  if (end.kind === 'open') return bound(which === 'start' ? '-1e30' : '1e30', 'numeric')
  return end.kind === 'property' ? spanOfYear(end, scope)[which] : sortable(end, byDay)
}

function spanOfYear(value: Extract<Value, { kind: 'property' }>, scope: FilterScope): Span {
  const field = fieldNamed(scope, value.name)
  if (field.time !== 'year') throw wrongType(scope, value, timeProperties(scope))
  const year = catalogued(`(${field.sql})::numeric`)
  return { start: sql`(${year} * 10000 + 101)`, end: sql`(${year} * 10000 + 1231)` }
}

function timeProperties(scope: FilterScope): string {
  const names = [...scope.fields.values()].filter(({ time }) => time).map(({ name }) => `"${name}"`)
  return names.length > 0
    ? `a property of time (${names.join(', ')})`
    : 'a date: this layer has no property of time'
}

/** 20240131, or with the time of the day as a fraction of the number. */
function sortable({ value }: Instant, byDay: boolean): SqlFragment {
  const day = value.slice(0, 10).replaceAll('-', '')
  const time = value.slice(11).replaceAll(/[:.Z]/g, '')
  return bound(byDay || time === '' ? day : `${day}.${time}`, 'numeric')
}
