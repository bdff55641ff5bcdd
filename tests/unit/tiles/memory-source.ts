import type {
  GeneralisedRow,
  SourceRow,
  TileAttribute,
  TileLayerSource,
} from '../../../server/tiles/layer-source.ts'

export interface MemorySource extends TileLayerSource {
  /** What the "database" holds; tests edit it and tell the engine. */
  table: Map<number, SourceRow>
}

export type MemorySourceOptions = Partial<Omit<TileLayerSource, 'rows'>> & { rows?: readonly SourceRow[] }

export const nameAttribute: TileAttribute = { name: 'name', type: 'string' }

/** A layer source over rows in memory, in batches of seven so that batching shows. */
export function memorySource({ rows = [], ...options }: MemorySourceOptions): MemorySource {
  const table = new Map(rows.map((row) => [row.id, row]))
  return {
    id: 'things',
    kind: 'mixed',
    attributes: [nameAttribute],
    minZoom: 0,
    maxZoom: 22,
    coverage: false,
    ...options,
    table,
    async *rows(ids?: readonly number[]) {
      const all = ids ? ids.flatMap((id) => table.get(id) ?? []) : [...table.values()]
      for (let i = 0; i < all.length; i += 7) yield all.slice(i, i + 7)
    },
  }
}

/** Batches of generalised rows, for sources of coverages. */
export async function* batches(rows: readonly GeneralisedRow[]): AsyncIterable<GeneralisedRow[]> {
  for (let i = 0; i < rows.length; i += 5) yield rows.slice(i, i + 5)
}
