import { Router } from 'express'
import type { Database } from '../database/database.ts'
import { readWithheld } from '../join/read-withheld.ts'
import type { Authentication } from './authentication.ts'
import { readQuery } from './query.ts'

/** Small counts of poor people that nothing public is made from: for those who plan with them. */
export function withheldRoutes(database: Database, authentication: Authentication): Router {
  const router = Router()
  router.get('/api/withheld', authentication.requireAdministrator, async (request, response) => {
    readQuery(request, [])
    response.set('Cache-Control', 'no-store').json({ items: await readWithheld(database.read) })
  })
  return router
}
