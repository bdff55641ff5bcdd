import type { IncomingMessage } from 'node:http'
import type { Logger } from '../log.ts'
import type { TrustProxy } from '../net/trusted-proxies.ts'

/**
 * Notices that a proxy stands before this server whose word is not taken: everyone behind it then shares the limits of one
 * address. Told once in the log; `ignored` stays for the office to see.
 */
export class ProxyWatch {
  readonly #trust: TrustProxy
  readonly #log: Logger
  #ignored: string | undefined

  constructor(trust: TrustProxy, log: Logger) {
    this.#trust = trust
    this.#log = log
  }

  /** What is to be done; undefined while nothing was ignored. */
  get ignored(): string | undefined {
    return this.#ignored
  }

  /** Asked of every request. */
  look(request: IncomingMessage): void {
    if (this.#ignored !== undefined || request.headers['x-forwarded-for'] === undefined) return
    const address = request.socket.remoteAddress ?? 'unknown'
    if (this.#trust(address, 0)) return
    this.#ignored = `X-Forwarded-For from ${address} was seen and ignored: if that is your proxy, set TRUST_PROXY (to 1 for one proxy); until then everyone behind it counts as one client`
    this.#log.warn({ address }, this.#ignored)
  }
}
