import type { Request } from 'express'
import { badParameter, Problem } from '../../../../core/problem.ts'
import type { Language } from '../../../../core/proposal/label.ts'
import { queryOf } from '../../request/query.ts'

/** Parameters of a request, each given once and not empty. Throws Problem (400). */
export function readGiven(request: Request): Map<string, string> {
  const given = new Map<string, string>()
  for (const [name, value] of queryOf(request)) {
    if (given.has(name)) throw badParameter(name, 'given twice', 'one value')
    if (value === '') throw badParameter(name, value, 'a value')
    if (value.includes('\0')) throw badParameter(name, value, 'text without NUL')
    given.set(name, value)
  }
  return given
}

/** Refuses (400) what is not among the allowed; f and lang are everywhere. */
export function refuseUnknown(given: ReadonlyMap<string, string>, allowed: readonly string[]): void {
  const known = new Set([...allowed, 'f', 'lang'])
  for (const [name, value] of given)
    if (!known.has(name)) throw badParameter(name, value, `one of the parameters ${listed(known)}`)
}

/** `year` where it chooses among the years of a layer. Throws Problem (400). */
export function readYear(given: ReadonlyMap<string, string>): string | undefined {
  const year = given.get('year')
  if (year !== undefined && !/^\d{1,4}$/.test(year)) throw badParameter('year', year, 'a year, such as 2025')
  return year
}

const MOST_LISTED = 60

function listed(names: ReadonlySet<string>): string {
  const all = [...names]
  return `${all.slice(0, MOST_LISTED).join(', ')}${all.length > MOST_LISTED ? ', …' : ''}`
}

export function readOgcLanguage(given: ReadonlyMap<string, string>): Language {
  const lang = given.get('lang') ?? 'id'
  if (lang !== 'id' && lang !== 'en') throw badParameter('lang', lang, 'id or en')
  return lang
}

export type OgcFormat = 'json' | 'html'

/**
 * The format by `f`, else by Accept: programs that say nothing get the first of the types. Throws Problem: 400 for an
 * unknown f, 406 for an Accept that asks for something else.
 */
export function chooseFormat(request: Request, f: string | undefined, types: readonly string[]): OgcFormat {
  if (f === 'json' || (f === 'geojson' && types.includes('application/geo+json'))) return 'json'
  if (f === 'html') return 'html'
  if (f !== undefined) throw badParameter('f', f, 'json or html')
  const accepted = request.accepts([...types, 'text/html'])
  if (accepted === false)
    throw new Problem({
      title: 'Not acceptable',
      status: 406,
      detail: `Accept: expected ${types.join(', ')}, received ${String(request.get('Accept')).slice(0, 80)}`,
      parameter: 'Accept',
      expected: types.join(', '),
    })
  return accepted === 'text/html' ? 'html' : 'json'
}
