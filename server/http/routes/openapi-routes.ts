import { Router } from 'express'
import { describeApi } from './openapi.ts'

export function openApiRoutes(publicUrl: string): Router {
  const router = Router()
  router.get('/api/openapi.json', (_request, response) => {
    response
      .type('application/vnd.oai.openapi+json;version=3.1')
      .send(JSON.stringify(describeApi(publicUrl), null, 1))
  })
  return router
}
