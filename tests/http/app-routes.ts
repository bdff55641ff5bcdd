import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IRouter } from 'express'
import { readConfig } from '../../server/config.ts'
import type { Database } from '../../server/database/database.ts'
import { makeApp } from '../../server/http/app.ts'
import { makeLog } from '../../server/log.ts'
import { closeServices, makeServices } from '../../server/wiring/make-services.ts'

/** "GET /api/proposals/{code}" of every route that Express has, so that no route is forgotten. */
export async function routesOfApp(database: Database): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-routes-'))
  const services = await makeServices({
    config: readConfig({ DATA_DIR: folder, TILE_WORKERS: '1', PICTURE_PROCESSES: '0' }),
    database,
    log: makeLog('silent'),
    publicUrl: 'http://localhost',
    clientFolder: folder,
  })
  const routes = new Set(routesOf(makeApp(services).router))
  await closeServices(services)
  rmSync(folder, { recursive: true, force: true })
  return [...routes]
}

function routesOf(router: IRouter): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      return route.stack.map(({ method }) => `${method.toUpperCase()} ${path}`)
    }
    return 'stack' in handle ? routesOf(handle as unknown as IRouter) : []
  })
}
