import { LruCache } from '../../workload/lru-cache.ts'
import type { GeneralisedRow } from '../layer-source.ts'

/** Geometries remembered: villages, districts and what else tiles the plane, and the state before an edit. */
const REMEMBERED_GEOMETRIES = 6

/**
 * Generalised coverages by the digest of the geometry that they were made from: five layers show the same villages,
 * and simplifying 8,494 of them takes the database 2.5 s a level.
 */
export class GeneralisedMemo {
  readonly #known = new LruCache<Map<number, Promise<GeneralisedRow[]>>>(REMEMBERED_GEOMETRIES)

  get(
    digest: string,
    toleranceMetres: number,
    make: () => Promise<GeneralisedRow[]>,
  ): Promise<GeneralisedRow[]> {
    const levels = this.#known.get(digest) ?? new Map<number, Promise<GeneralisedRow[]>>()
    this.#known.set(digest, levels)
    const known = levels.get(toleranceMetres)
    if (known) return known
    const made = make()
    levels.set(toleranceMetres, made)
    made.catch(() => levels.delete(toleranceMetres))
    return made
  }
}
