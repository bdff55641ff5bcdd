import type { IncomingMessage } from 'node:http'
import type { Logger } from '../log.ts'
import type { TrustProxy } from '../net/trusted-proxies.ts'

/**
 * Notices that requests come through a proxy that is not trusted: all clients behind it then share the limits of one address.
 * Logged once; `ignored` keeps it for the office.
 */
export class ProxyWatch {
  readonly #trust: TrustProxy
  readonly #log: Logger
  #ignored: string | undefined

  constructor(trust: TrustProxy, log: Logger) {
    this.#trust = trust
    this.#log = log
  }

  /** What the operator should change; undefined while no header was ignored. */
  get ignored(): string | undefined {
    return this.#ignored
  }

  /** Called with every request. */
  look(request: IncomingMessage): void {
    if (this.#ignored !== undefined || request.headers['x-forwarded-for'] === undefined) return
    const address = request.socket.remoteAddress ?? 'unknown'
    if (this.#trust(address, 0)) return
    this.#ignored = `X-Forwarded-For from ${address} was seen and ignored: if that is your proxy, set TRUST_PROXY (to 1 for one proxy); until then everyone behind it counts as one client`
    this.#log.warn({ address }, this.#ignored)
  }
}
