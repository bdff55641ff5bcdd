import { type Actor, accountOf } from '../../../core/access/actor.ts'
import { Problem } from '../../../core/problem.ts'
import { TokenRefused } from '../../access/basic.ts'
import type { AuditedRequest, AuditLog } from '../../audit/audit-log.ts'
import type { Logger } from '../../log.ts'
import { changesStore, type RouteFacts } from './route.ts'

type Params = Readonly<Record<string, string>>

/** Writes down what accounts ask for (server/audit), and what anonymous requests were refused in the log. */
export interface NoteRequests {
  /** Before anything is done. Rejects where it cannot be written: then nothing is done. */
  asked(route: RouteFacts, actor: Actor, params: Params): Promise<void>
  /**
   * What an account was refused: of writes everything, of reads what it may not. Of the public, what takes an account. What
   * failed on our side (5xx) is no refusal.
   */
  refused(route: RouteFacts, actor: Actor, refusal: { params: Params; error: unknown }): Promise<void>
}

export const NOTES_NOTHING: NoteRequests = { asked: async () => {}, refused: async () => {} }

const [NOT_SIGNED_IN, NOT_ALLOWED, FAILED] = [401, 403, 500]
/** More refusals of one account, or of the public, in an hour are not written down one by one: they would fill the disk. */
const MOST_REFUSALS = 500
const HOUR_MS = 3_600_000

/** `now` in milliseconds. */
export function makeNoteRequests(
  audit: Pick<AuditLog, 'asked' | 'refused'>,
  log: Pick<Logger, 'info' | 'error'>,
  now: () => number = () => performance.now(),
): NoteRequests {
  const isTooMany = countRefusals(now)
  return {
    async asked(route, actor, params) {
      const account = accountOf(actor)
      if (account !== null && changesStore(route))
        await audit.asked(requestOf(route, account, paramsOf(actor, params)))
    },
    async refused(route, actor, { params, error }) {
      const account = error instanceof TokenRefused ? error.account : accountOf(actor)
      const status = error instanceof Problem ? error.body.status : FAILED
      const isNoted =
        account === null || error instanceof TokenRefused
          ? status === NOT_SIGNED_IN || status === NOT_ALLOWED
          : isRefusal(route, status)
      if (!isNoted || isTooMany(account)) return
      const request = requestOf(route, account, paramsOf(actor, params))
      if (account === null) log.info({ status, method: request.method, path: request.path }, 'refused')
      else
        await audit
          .refused(request, status)
          // The answer is the refusal in any case.
          .catch((err: unknown) => log.error({ err }, 'a refusal could not be written down'))
    },
  }
}

function isRefusal(route: RouteFacts, status: number): boolean {
  return status < FAILED && (changesStore(route) || status === NOT_ALLOWED)
}

/** What was asked by an application token says so, with its number. */
function paramsOf(actor: Actor, params: Params): Params {
  const token = actor.kind === 'account' ? actor.token : undefined
  return token === undefined ? params : { ...params, 'by-token': String(token.id) }
}

/** Tells whether an account (null: the public) has been refused too often in this hour. */
function countRefusals(now: () => number): (account: number | null) => boolean {
  const refusals = new Map<number | null, number>()
  let hourEnds = now() + HOUR_MS
  return (account) => {
    if (now() >= hourEnds) {
      refusals.clear()
      hourEnds = now() + HOUR_MS
    }
    const count = (refusals.get(account) ?? 0) + 1
    refusals.set(account, count)
    return count > MOST_REFUSALS
  }
}

function requestOf(
  { access, method, path }: RouteFacts,
  account: number | null,
  params: Params,
): AuditedRequest {
  const action = access.to === 'everyone' ? (access.moreTo ?? access.to) : access.to
  return { account, action, method: method.toUpperCase(), path, params }
}
