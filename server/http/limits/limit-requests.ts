import type { Request, Response } from 'express'
import { clientNetwork } from '../../net/client-address.ts'
import { refuseUntil } from '../../net/refuse-until.ts'
import type { TrustProxy } from '../../net/trusted-proxies.ts'

export interface RequestLimit {
  points: number
  seconds: number
  /** What is limited, as the refusal names it. */
  what: string
}

/** Throws Problem (429, with Retry-After) once a network has asked too often. */
export type LimitRequest = (request: Request, response: Response) => void

/** Networks that are remembered; a forgotten one starts with a full allowance. */
const MOST_NETWORKS = 50_000

/** At most `points` requests in `seconds` from one network. */
export function limitRequests({ points, seconds, what }: RequestLimit, trust: TrustProxy): LimitRequest {
  const windows = new Map<string, { count: number; endsAt: number }>()
  return (request, response) => {
    const network = clientNetwork(request, trust)
    const now = performance.now()
    let window = windows.get(network)
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + 1000 * seconds }
      windows.delete(network)
      windows.set(network, window)
      if (windows.size > MOST_NETWORKS) windows.delete(windows.keys().next().value ?? '')
    }
    if (window.count >= points) {
      const wait = Math.max(1, Math.ceil((window.endsAt - now) / 1000))
      throw refuseUntil(response, wait, `At most ${points} ${what} in ${seconds} s`)
    }
    window.count += 1
  }
}
