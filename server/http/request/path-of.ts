import type { Express, Request } from 'express'

/** The path of one of our own addresses as people reach it, under the path of PUBLIC_URL, for answers that name it. */
export function pathOf({ app }: Pick<Request, 'app'>, path: string): string {
  return `${app.locals.sitePath ?? ''}${path}`
}

/** From here on `response.location` and `redirect` take addresses of ours as routes know them, too. */
export function locateUnder(app: Express, sitePath: string): void {
  app.locals.sitePath = sitePath
  const { location } = app.response
  app.response.location = function (url) {
    return location.call(this, url.startsWith('/') ? sitePath + url : url)
  }
}
