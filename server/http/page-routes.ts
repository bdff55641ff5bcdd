import { join } from 'node:path'
import express, { Router } from 'express'
import type { Services } from '../services.ts'

const YEAR_SECONDS = 31_536_000

/** The built pages. Files with a hash in their name never change; pages themselves are asked for again each time. */
export function pageRoutes({ clientFolder }: Services): Router {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(clientFolder, 'assets'), {
      immutable: true,
      maxAge: YEAR_SECONDS * 1000,
      index: false,
      fallthrough: true,
    }),
  )
  router.get('/', (_request, response) => {
    response
      .set('Cache-Control', 'no-cache')
      .sendFile('index.html', { root: clientFolder, cacheControl: false })
  })
  router.use(
    express.static(clientFolder, {
      index: false,
      maxAge: 0,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  )
  return router
}
