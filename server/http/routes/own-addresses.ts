import { ConfigFault } from '../../config.ts'
import { sitePathOf } from '../../net/site-path.ts'
import { routeTable } from './route-table.ts'

/** First parts of our own addresses: 'api', 'usulan'. */
export const ownAddresses: ReadonlySet<string> = new Set(
  routeTable.flatMap(({ path }) => /^\/([^/{.]+)/.exec(path)?.[1] ?? []),
)

/** Throws where the path of PUBLIC_URL has an address of ours in it: a request under it could not be told from one without. */
export function refuseOwnAddress(publicUrl: string): void {
  const own = sitePathOf(publicUrl)
    .split('/')
    .find((part) => ownAddresses.has(part))
  if (own === undefined) return
  const expected = `expected a path without an address of ours, such as /${own}, in it`
  throw new ConfigFault([`PUBLIC_URL: ${expected}, received ${JSON.stringify(publicUrl)}`])
}
