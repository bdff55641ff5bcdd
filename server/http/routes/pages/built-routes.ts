import express, { type Request, type RequestHandler, type Response } from 'express'
import { nothingAt } from '../../routing/mount.ts'
import { query } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { answerAsPage } from './answer-as-page.ts'
import { everyone, language, type PageServices } from './page-route.ts'

const YEAR_SECONDS = 31_536_000

export interface BuiltServices extends PageServices {
  files: BuiltFiles
}

/** What the client's build made, served as it lies there. */
export interface BuiltFiles {
  /** Files with a hash in their name, which never change. */
  readonly hashed: RequestHandler
  readonly others: RequestHandler
}

export function builtFiles(clientFolder: string): BuiltFiles {
  const folder = { index: false, fallthrough: true } as const
  return {
    hashed: express.static(clientFolder, { ...folder, immutable: true, maxAge: YEAR_SECONDS * 1000 }),
    others: express.static(clientFolder, {
      ...folder,
      maxAge: 0,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  }
}

const route = routesFor<BuiltServices>({ kind: 'page', readsQueryItself: true, fault: answerAsPage })

/** The map, and whatever else the client's build made. The last one takes every address that no other route has. */
export const builtRoutes = [
  route({
    method: 'get',
    path: '/',
    summary: 'The map',
    access: everyone,
    query: [language, query('layers', 'Layer ids'), query('map', 'Zoom and centre')],
    handle: ({ services, response }) => services.sendBuiltPage(response, 'index.html'),
  }),
  route({
    method: 'get',
    path: '/{page}.html',
    summary: 'A built page by the name of its file',
    access: everyone,
    params: { page: 'Name of a built page' },
    query: [language],
    handle: ({ services, response, params }) => services.sendBuiltPage(response, `${params.page}.html`),
  }),
  route({
    method: 'get',
    path: '/assets/{asset}',
    summary: 'A script, a style sheet or a picture of the build',
    access: everyone,
    takesTurn: false,
    params: { asset: 'Name of a built file, with a hash' },
    async handle({ services, request, response, params }) {
      const isHashed = /^[\w.-]+$/.test(params.asset)
      if (!isHashed || !(await isAnswered(services.files.hashed, request, response))) throw nothingAt(request)
    },
  }),
  route({
    method: 'get',
    path: '/{*path}',
    summary: 'Other files of the build, and the page that says that there is none',
    access: everyone,
    async handle({ services, request, response }) {
      if (!(await isAnswered(services.files.others, request, response))) throw nothingAt(request)
    },
  }),
]

/** Whether a handler of Express answered; false where it passed the request on. */
function isAnswered(handler: RequestHandler, request: Request, response: Response): Promise<boolean> {
  return new Promise((resolve, reject) => {
    response.once('close', () => resolve(true))
    handler(request, response, (error?: unknown) => (error ? reject(error) : resolve(false)))
  })
}
