import type { Request } from 'express'
import { Problem } from '../../core/problem.ts'

/**
 * A page of another site must not write with our cookie; SameSite=Strict says so to browsers, this says it again.
 * Browsers send Sec-Fetch-Site; older ones only Origin, whose host must then be the one that was asked.
 */
export function refuseForeignOrigin(request: Request): void {
  const site = request.get('Sec-Fetch-Site')
  const origin = request.get('Origin')
  const foreign = site ? site !== 'same-origin' && site !== 'none' : origin && hostOf(origin) !== request.host
  if (foreign) {
    throw new Problem({ title: 'Refused', status: 403, detail: 'Writes are taken from our own pages only' })
  }
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}
