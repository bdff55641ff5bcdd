import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

export interface DecodedFeature {
  layer: string
  id: number | undefined
  type: 'unknown' | 'point' | 'line' | 'polygon'
  properties: Record<string, number | string | boolean>
  /** Parts of vertices in tile units, closed as the decoder closes them. */
  parts: [number, number][][]
}

const types = ['unknown', 'point', 'line', 'polygon'] as const

function decodeFeature(layer: string, feature: VectorTileFeature): DecodedFeature {
  const parts = feature.loadGeometry().map((part) => part.map(({ x, y }): [number, number] => [x, y]))
  const properties = { ...feature.properties } as DecodedFeature['properties']
  return { layer, id: feature.id, type: types[feature.type]!, properties, parts }
}

/** Features of a tile, by an independent decoder. */
export function decodeTile(bytes: Uint8Array): DecodedFeature[] {
  const tile = new VectorTile(new PbfReader(bytes))
  return Object.values(tile.layers).flatMap((layer) =>
    Array.from({ length: layer.length }, (_, i) => decodeFeature(layer.name, layer.feature(i))),
  )
}

function line({ layer, id, type, properties, parts }: DecodedFeature): string {
  const names = Object.keys(properties).sort()
  const values = names.map((name) => `${name}=${JSON.stringify(properties[name])}`).join(' ')
  const geometry = parts.map((part) => part.map(([x, y]) => `${x} ${y}`).join(', ')).join(' | ')
  return `${layer} ${id === undefined ? 'aggregate' : `#${id}`} ${type} { ${values} } (${geometry})`
}

/** A tile as text that a person can compare: a line a feature, in an order that does not depend on the encoder's. */
export function tileText(bytes: Uint8Array): string {
  return decodeTile(bytes).map(line).sort().join('\n')
}

/** Twice the signed area; positive for outer rings, as MVT 2.1 (4.3.4.4) has it. */
export function ringArea(ring: readonly [number, number][]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    return sum + x * nextY - nextX * y
  }, 0)
}
