import type { ContextLayer } from '../../core/api/context-layer.ts'
import type { District } from '../../core/api/district.ts'

/** Whom the map names: the sources of the district, and those of others' maps that it shows. */
export function mapCredits(
  { attribution }: District,
  contexts: readonly ContextLayer[],
  shown: ReadonlyMap<string, number> | null,
): string {
  const others = contexts.filter(({ id }) => shown?.has(`context:${id}`))
  return [...new Set([...attribution, ...others.map((layer) => layer.attribution)])].join(' · ')
}
