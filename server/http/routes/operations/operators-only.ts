import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { may } from '../../../../core/access/may.ts'
import type { Actors } from '../../../access/actors.ts'
import type { Config } from '../../../config.ts'

/** Whether figures and versions are for whoever asks. */
export type IsOperator = (request: Request, response: Response) => Promise<boolean>

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const PROXIED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']

/**
 * Figures tell of load, and versions of weaknesses: they are for administrators and auditors, for who knows METRICS_TOKEN, and, on a server
 * that has no public address, for who sits at it. METRICS=public shows them to all.
 */
export function makeIsOperator(
  { metrics, metricsToken, publicUrl }: Pick<Config, 'metrics' | 'metricsToken' | 'publicUrl'>,
  actors: Actors,
): IsOperator {
  return async (request, response) => {
    if (metrics === 'public') return true
    // A proxy on this machine that adds no header looks the same: with a public address nobody is believed to sit here.
    if (publicUrl === undefined && isAtThisMachine(request)) return true
    const [, token] = /^Bearer (\S+)$/.exec(request.get('Authorization') ?? '') ?? []
    if (token !== undefined) return metricsToken !== undefined && isSame(token, metricsToken)
    return may(await actors.of(request, response), 'operations:read')
  }
}

function isAtThisMachine(request: Request): boolean {
  return (
    LOOPBACK.test(request.socket.remoteAddress ?? '') &&
    PROXIED.every((name) => request.headers[name] === undefined)
  )
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
