import type { Request } from 'express'
import { Problem } from '../../../core/problem.ts'

/**
 * A page of another site must not write with our cookie or with a password that the browser keeps; SameSite=Strict says so
 * to browsers, this says it again (docs/decisions/021). Browsers send Sec-Fetch-Site; older ones, and all of them to an
 * http address, only Origin, whose host must then be the one that was asked.
 *
 * Any site can make a browser send a form, so that one with credentials must show where it comes from: by those, or, of
 * browsers that send neither, by Referer. Without credentials it does nothing in anybody's name.
 */
export function refuseForeignOrigin(request: Request, isForm = false): void {
  const site = request.get('Sec-Fetch-Site')
  const origin = request.get('Origin')
  const shown = origin ?? (isForm ? request.get('Referer') : undefined)
  const foreign = site
    ? site !== 'same-origin' && site !== 'none'
    : shown === undefined
      ? isForm && hasCredentials(request)
      : hostOf(shown) !== request.host
  if (foreign) {
    throw new Problem({ title: 'Refused', status: 403, detail: 'Writes are taken from our own pages only' })
  }
}

function hasCredentials({ headers }: Request): boolean {
  return headers.cookie !== undefined || headers.authorization !== undefined
}

function hostOf(address: string): string | undefined {
  return URL.parse(address)?.host
}
