import type { Actor } from '../../core/access/actor.ts'
import type { Subject } from '../../core/access/grant.ts'
import { type Action, may } from '../../core/access/may.ts'
import { Problem } from '../../core/problem.ts'

/**
 * Throws Problem unless the actor may: 401 for those who have not signed in, 403 for those who have. What they may not even
 * know of is a 404 of whoever looks for it (readCatalogue, readZone), as what is not there.
 */
export function authorise(actor: Actor, action: Action, subject?: Subject): void {
  if (!may(actor, action, subject)) throw refuse(actor, action)
}

/** What one who may not is told; with a password in HTTP Basic, what to do instead. */
export function refuse(actor: Actor, action: string, { showsPassword = false } = {}): Problem {
  if (actor.kind === 'public')
    return new Problem({
      title: 'Sign in first',
      status: 401,
      detail: showsPassword
        ? 'HTTP Basic takes no passwords: make an application token at /akun/saya (or npm run admin -- account token) and use it instead, with the same login'
        : 'This needs an account: POST /api/session with login and password, or HTTP Basic with login and an application token',
    })
  return new Problem({
    title: 'Not allowed',
    status: 403,
    detail: `This account was not granted ${action} here`,
    expected: `a grant for ${action}`,
  })
}
