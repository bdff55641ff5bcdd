import { createHash } from 'node:crypto'
import { tileKey } from '../../../core/geo/tile.ts'
import type { TileVersions } from '../served/tile-versions.ts'
import { propertiesKey } from '../snapshot/tile-properties.ts'
import { filterKey } from '../tile-filter.ts'
import type { TileRequest } from './tile-engine-types.ts'

/** Cache key of a tile: the request, and the state of the layers that it is made from. */
export interface TileIdentity {
  readonly key: string
  readonly version: string
  /** Computed when it is first asked for. */
  etag?: string
}

interface Remembered extends TileIdentity {
  /** Of each layer, and how many changes they had seen. */
  readonly versions: readonly TileVersions[]
  readonly sequences: readonly number[]
}

/**
 * Cache keys of requests. The texts of a request object that is used again (as for frequently requested tiles) are made once
 * until one of its layers changes: making them is half of the cost of a cached tile.
 */
export class TileIdentities {
  readonly #versionsOf: (layer: string) => TileVersions
  readonly #known = new WeakMap<TileRequest, Remembered>()

  /** `versionsOf` throws UnknownLayerError. */
  constructor(versionsOf: (layer: string) => TileVersions) {
    this.#versionsOf = versionsOf
  }

  /** Throws UnknownLayerError. */
  of(request: TileRequest): TileIdentity {
    const known = this.#known.get(request)
    if (known && this.#holds(known, request.layers)) return known
    const versions = request.layers.map(this.#versionsOf)
    const identity = {
      key: known?.key ?? requestKey(request),
      version: versionOf(request, versions),
      versions,
      sequences: versions.map(({ sequence }) => sequence),
    }
    this.#known.set(request, identity)
    return identity
  }

  #holds({ versions, sequences }: Remembered, layers: readonly string[]): boolean {
    for (let at = 0; at < layers.length; at++) {
      const now = this.#versionsOf(layers[at]!)
      if (now !== versions[at] || now.sequence !== sequences[at]) return false
    }
    return true
  }
}

/** The strong ETag of a tile: equal for equal requests over equal content, in every process. */
export function etagOf(identity: TileIdentity): string {
  identity.etag ??= digest(identity)
  return identity.etag
}

function digest({ key, version }: TileIdentity): string {
  const hash = createHash('sha1').update(`${version} ${key}`)
  return `"${hash.digest('base64url').slice(0, 20)}"`
}

function requestKey(request: TileRequest): string {
  const { layers, filter, encoding = 'identity', properties = null, set } = request
  const place = `${set === 'WorldCRS84Quad' ? 'degrees ' : ''}${tileKey(request)}`
  return `${layers.join(',')} ${place} ${encoding} ${filterKey(filter)}${propertiesKey(properties)}`
}

function versionOf(request: TileRequest, versions: readonly TileVersions[]): string {
  // Changed tiles are tracked for the Web Mercator square only.
  const reported = (request.set ?? 'WebMercatorQuad') === 'WebMercatorQuad'
  return versions
    .map((of, at) => `${request.layers[at]}:${reported ? of.of(request) : of.ofLayer()}`)
    .join(' ')
}
