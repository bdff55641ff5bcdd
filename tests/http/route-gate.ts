import { Actors } from '../../server/access/actors.ts'
import { SecretBox } from '../../server/accounts/secret-box.ts'
import type { Database } from '../../server/database/database.ts'
import type { RouteGate } from '../../server/http/routing/mount.ts'
import { NOTES_NOTHING } from '../../server/http/routing/note-requests.ts'
import { trustNobody } from '../../server/net/trusted-proxies.ts'

/** For routes that are mounted alone, in a store whose layers are all published. */
export function gateOf(database: Database): RouteGate {
  return {
    actors: new Actors(database, trustNobody, {
      box: new SecretBox('uji', 'second factor'),
      isRequired: false,
    }),
    publication: { isPublic: () => true, hidesAny: false },
    noteWrite: () => {},
    noteRequests: NOTES_NOTHING,
  }
}
