/** Where the site lies on its host: `/petausul`, or an empty text at its root. The server says so in each document. */
function readSite(): string {
  return typeof document === 'undefined' ? '' : (document.documentElement.dataset.site ?? '')
}

/** An address of our own server, `/api/layers`, as the browser reaches it. Everything that asks or links goes through it. */
export function sitePath(path: string): string {
  return readSite() + path
}

/** The path of this page as our server knows it. */
export function pathInSite(): string {
  return location.pathname.slice(readSite().length)
}
