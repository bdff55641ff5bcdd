import type { Knex } from 'knex'
import type { Label } from '../../../core/proposal/label.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../../database/sql-fragment.ts'
import { describeLayer } from '../../layers/describe-layer.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { visibleProposal, visibleZone } from '../../layers/visibility.ts'
import type { LayerRecord } from './metadata/layer-record.ts'

/** The facts of a record that are computed from a layer's rows; they are costly, so they are cached. */
export interface LayerFacts {
  count: number
  withoutLocation: number
  extent: LayerRecord['extent']
  finding: Label | null
  source: string | null
  years: LayerRecord['years']
  /** When a row last changed other than by an import; null where only imports change the layer. */
  changed: string | null
}

/** Reads the facts of a record from the layer's rows: extent in degrees, years, counts, latest change. */
export async function readFacts(knex: Knex, layer: LayerDefinition): Promise<LayerFacts> {
  const described = await describeLayer(knex, layer)
  const { count, withoutLocation, extent, finding, source, year } = described
  const written = await readWritten(knex, layer.id)
  return {
    count,
    withoutLocation,
    extent,
    finding,
    source,
    years: written.years ?? (year === null ? null : [year, year]),
    changed: written.changed,
  }
}

interface Written {
  years: LayerFacts['years']
  changed: string | null
}

interface WrittenRow {
  first: number | null
  last: number | null
  changed: Date | null
}

/** Layers that change by other ways than imports: by people, or by being computed anew. */
async function readWritten(knex: Knex, id: string): Promise<Written> {
  const [row] = await select<WrittenRow>(knex, questionOf(id))
  const { first = null, last = null, changed = null } = row ?? {}
  return {
    years: first === null || last === null ? null : [first, last],
    changed: changed?.toISOString() ?? null,
  }
}

function questionOf(id: string): SqlFragment {
  const noYears = sql`NULL::int AS first, NULL::int AS last`
  if (id === 'proposals')
    return sql`SELECT min(p.year) AS first, max(p.year) AS last, max(p.updated_at) AS changed FROM proposals p WHERE ${visibleProposal()}`
  if (id === 'zones')
    return sql`SELECT ${noYears}, max(z.updated_at) AS changed FROM zones z WHERE ${catalogued(visibleZone)}`
  const derivation =
    id === 'need' || id.startsWith('coverage-')
      ? id.replace(/^need$/, 'need-population').replace(/^coverage-/, 'coverage:')
      : 'figures'
  const figures = /^(need|poverty|idm|poverty-coverage|areas-.*|coverage-.*)$/.test(id)
  if (figures)
    return sql`SELECT ${noYears}, max(computed_at) AS changed FROM derivations WHERE name = ${bound(derivation, 'text')}`
  return sql`SELECT ${noYears}, max(computed_at) AS changed FROM analyses WHERE ${bound(id, 'text')} = ANY (layers)`
}
