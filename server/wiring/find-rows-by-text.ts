import type { Knex } from 'knex'
import { Problem } from '../../core/problem.ts'
import { toError } from '../../core/to-error.ts'
import { proposalLayer } from '../catalogue/proposal-layer.ts'
import type { StoreVersion } from '../changes/store-version.ts'
import { passingFault } from '../database/connection-fault.ts'
import { findByText } from '../proposals/find-by-text.ts'
import type { ResolveText } from '../tiles/serve/parse-tile-filter.ts'
import { ByteCache } from '../workload/byte-cache.ts'
import { SingleFlight } from '../workload/single-flight.ts'

/** Four texts that each find all of a million proposals, or thousands that find a few. */
const REMEMBERED_BYTES = 16 * 1024 * 1024

/**
 * Finds the proposals that hold a text, and remembers them until the store changes: all tiles of a view ask for the same,
 * and whether a tile still holds is then told without the database. Throws Problem (503) when that is away.
 */
export function findRowsByText(
  knex: Knex,
  version: Pick<StoreVersion, 'current'>,
  rememberedBytes = REMEMBERED_BYTES,
): ResolveText {
  const found = new ByteCache<Int32Array>(rememberedBytes)
  const searches = new SingleFlight<Int32Array>()

  async function search(text: string, at: string): Promise<Int32Array> {
    try {
      const ids = await findByText(knex, text)
      found.set(text, at, { value: ids, bytes: ids.byteLength })
      return ids
    } catch (error) {
      const passing = passingFault(toError(error))
      if (!passing) throw error
      throw new Problem(passing, { cause: error })
    }
  }

  return async (text, signal) => {
    const at = version.current
    const ids =
      found.get(text, at) ?? (await searches.join(`${at} ${text}`, () => search(text, at), { signal }))
    return { layer: proposalLayer.id, key: text, ids }
  }
}
