import { localLink, type PageContext } from './page-context.ts'

/** The page of a village in the language of the one that links to it. */
export function villageLink(context: Pick<PageContext, 'language'>, code: string): string {
  return localLink(context, `/desa/${encodeURIComponent(code)}`)
}
