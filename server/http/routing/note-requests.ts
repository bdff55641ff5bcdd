import { type Actor, accountOf } from '../../../core/access/actor.ts'
import { Problem } from '../../../core/problem.ts'
import type { AuditedRequest, AuditLog } from '../../audit/audit-log.ts'
import { changesStore, type RouteFacts } from './route.ts'

/** Writes down what accounts ask for (server/audit); what the public asks for is none of the audit's. */
export interface NoteRequests {
  /** Before anything is done. Rejects where it cannot be written: then nothing is done. */
  asked(route: RouteFacts, actor: Actor, params: Readonly<Record<string, string>>): Promise<void>
  /** What became of it, where it was refused; of reads, those that were not allowed. */
  refused(
    route: RouteFacts,
    actor: Actor,
    refusal: { params: Readonly<Record<string, string>>; error: unknown },
  ): Promise<void>
}

export const NOTES_NOTHING: NoteRequests = { asked: async () => {}, refused: async () => {} }

const NOT_ALLOWED = 403
/** More refusals of one account in an hour are not written down one by one: they would fill the disk. */
const MOST_REFUSALS = 500
const HOUR_MS = 3_600_000

/** `now` in milliseconds. */
export function makeNoteRequests(
  log: Pick<AuditLog, 'asked' | 'refused'>,
  onError: (error: unknown) => void,
  now: () => number = () => performance.now(),
): NoteRequests {
  const refusals = new Map<number, number>()
  let hourEnds = now() + HOUR_MS
  const isTooMany = (account: number) => {
    if (now() >= hourEnds) {
      refusals.clear()
      hourEnds = now() + HOUR_MS
    }
    const count = (refusals.get(account) ?? 0) + 1
    refusals.set(account, count)
    return count > MOST_REFUSALS
  }
  return {
    async asked(route, actor, params) {
      const account = accountOf(actor)
      if (account !== null && changesStore(route)) await log.asked(requestOf(route, account, params))
    },
    async refused(route, actor, { params, error }) {
      const account = accountOf(actor)
      if (account === null || !(error instanceof Problem)) return
      const { status } = error.body
      if (!changesStore(route) && status !== NOT_ALLOWED) return
      // The answer is the refusal in any case.
      if (!isTooMany(account)) await log.refused(requestOf(route, account, params), status).catch(onError)
    },
  }
}

function requestOf(
  { access, method, path }: RouteFacts,
  account: number,
  params: Readonly<Record<string, string>>,
): AuditedRequest {
  return { account, action: access.to, method: method.toUpperCase(), path, params }
}
