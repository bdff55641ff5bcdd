import { z } from 'zod'
import type { ContextKind, ContextLayer } from '../../core/api/context-layer.ts'
import { badParameter } from '../../core/problem.ts'
import { readBody } from '../requests/read-body.ts'

const CONTEXT_KINDS = ['xyz', 'wms', 'wfs', 'ogc-features'] as const satisfies readonly ContextKind[]
const text = (most: number) =>
  z
    .string(`expected a text of 1 to ${most} characters`)
    .trim()
    .min(1, 'expected at least 1 character')
    .max(most, `expected at most ${most} characters`)
    .refine(
      (value) => value.isWellFormed() && !/\p{Cc}/u.test(value),
      'expected text without control characters',
    )
const layerBody = z.strictObject({
  kind: z.enum(CONTEXT_KINDS, `expected one of ${CONTEXT_KINDS.join(', ')}`),
  url: text(500),
  layer: text(200).nullable().default(null),
  title: z.strictObject({ id: text(120), en: text(120) }),
  attribution: text(300),
})

export const CONTEXT_ID = /^[a-z0-9][a-z0-9-]{0,39}$/

/**
 * A context layer as a planner described it. The address must be http(s), of a host that the operator allows (CONTEXT_HOSTS),
 * without user, password or fragment; throws Problem (400) naming the part at fault.
 */
export function readContextLayer(id: string, body: unknown, allowed: readonly string[]): ContextLayer {
  if (!CONTEXT_ID.test(id)) throw badParameter('id', id, '1 to 40 of a–z, 0–9 and -')
  const layer = { id, ...readBody(layerBody, body) }
  checkUrl(layer.url, allowed)
  const templated = ['{z}', '{x}', '{y}'].every((part) => layer.url.includes(part))
  if (layer.kind === 'xyz' && !templated)
    throw badParameter('url', layer.url, 'a template with {z}, {x} and {y}')
  if (layer.kind !== 'xyz' && layer.layer === null)
    throw badParameter('layer', null, 'the name of the layer, feature type or collection')
  return layer.kind === 'xyz' ? { ...layer, layer: null } : layer
}

function checkUrl(url: string, allowed: readonly string[]): void {
  const expected = `an http(s) address of an allowed host (CONTEXT_HOSTS): ${allowed.join(', ') || 'none is allowed yet'}`
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const plain = parsed && !parsed.username && !parsed.password && !parsed.hash
  if (!plain || !isAllowed(url, allowed)) throw badParameter('url', url, expected)
}

/** Whether the host of an address is still allowed. */
export function isAllowed(url: string, allowed: readonly string[]): boolean {
  return URL.canParse(url) && allowed.includes(new URL(url).origin)
}
