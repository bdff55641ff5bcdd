import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { networkOf } from './network-of.ts'
import type { TrustProxy } from './trusted-proxies.ts'

/**
 * The client's address: that of the connection or, as far as the proxies between are trusted, the one that they report in
 * X-Forwarded-For. The same as Express's `request.ip`, also on bare node:http.
 */
export function clientAddress(request: IncomingMessage, trust: TrustProxy): string {
  let address = request.socket.remoteAddress ?? ''
  if (!trust(address, 0)) return address
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
  for (const [hop, entry] of forwarded.split(',').reverse().entries()) {
    if (!trust(address, hop)) return address
    const next = withoutPort(entry.trim())
    if (isIP(next) === 0) return address
    address = next
  }
  return address
}

/** The network of the client, by which limits count. */
export function clientNetwork(request: IncomingMessage, trust: TrustProxy): string {
  return networkOf(clientAddress(request, trust))
}

/** Some proxies name the port along: 192.0.2.1:443, [2001:db8::1]:443. */
function withoutPort(entry: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry
}
