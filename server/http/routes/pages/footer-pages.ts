import type { FooterPage } from '../../../pages/page-context.ts'
import { opens } from '../../routing/mount.ts'
import type { RouteFacts } from '../../routing/route.ts'

/** The pages that every page links to, as their routes say. */
export function footerPagesOf(routes: readonly RouteFacts[]): FooterPage[] {
  return routes.flatMap(({ path, access, linked }) =>
    linked
      ? [{ path, title: linked.title, isFor: linked.isFor ?? ((actor) => opens({ access }, actor)) }]
      : [],
  )
}
