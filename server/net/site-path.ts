/** The path of PUBLIC_URL, under which people reach this server: `/petausul`, or an empty text at the root of a host. */
export function sitePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/+$/, '')
}

/** Whether a site path is of plain characters. That none of our own addresses is in it, `refuseOwnAddress` sees to. */
export function isSitePath(path: string): boolean {
  return path === '' || /^(\/[\w~-][\w.~-]*)+$/.test(path)
}

/** The address that routes know, whether the proxy passed the site path on or took it off. */
export function withoutSitePath(url: string, sitePath: string): string {
  if (sitePath === '' || !url.startsWith(sitePath)) return url
  const rest = url.slice(sitePath.length)
  if (rest === '' || rest.startsWith('?')) return `/${rest}`
  return rest.startsWith('/') ? rest : url
}

/**
 * A document of ours as people under the site path need it: what begins with `/` or `./` in attributes that are addresses leads
 * there, and `data-site` tells scripts (client/site-path.ts). Texts cannot be taken for attributes: their quotes are escaped.
 */
export function documentUnder(sitePath: string, document: string): string {
  const rooted = document.replace(
    / (href|src|action|formaction|data-next)="\.?\/(?!\/)/g,
    ` $1="${sitePath}/`,
  )
  return sitePath === '' ? rooted : rooted.replace('<html ', `<html data-site="${sitePath}" `)
}
