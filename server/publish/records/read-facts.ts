import type { Knex } from 'knex'
import type { Label } from '../../../core/proposal/label.ts'
import { select } from '../../database/sql-fragment.ts'
import { describeLayer } from '../../layers/describe-layer.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
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
  const written = await readWritten(knex, layer)
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
async function readWritten(knex: Knex, { written }: LayerDefinition): Promise<Written> {
  const [row] = written ? await select<WrittenRow>(knex, written) : []
  const { first = null, last = null, changed = null } = row ?? {}
  return {
    years: first === null || last === null ? null : [first, last],
    changed: changed?.toISOString() ?? null,
  }
}
