import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Router } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { Problem } from '../../../../core/problem.ts'
import type { Database } from '../../../database/database.ts'
import { run, sql } from '../../../database/sql-fragment.ts'
import type { Renderer } from '../../../render/renderer.ts'
import type { TileEngine } from '../../../tiles/engine/tile-engine-types.ts'
import type { Viewers } from '../../answer/viewers.ts'
import type { LoadingState } from '../../routing/services.ts'
import type { IsOperator } from './operators-only.ts'

export interface OperationsOptions {
  database: Database
  engine: TileEngine
  renderer: Pick<Renderer, 'metrics'>
  viewers: Viewers
  /** Layers of the office alone are not counted for everyone to read. */
  isPublic: (layer: string) => boolean
  /** False until layers are loaded and after shutdown began. */
  isReady: () => boolean
  /** To whom figures and versions are shown. */
  isOperator: IsOperator
  /** What the operator should know of the settings. */
  warning?: (() => string | undefined) | undefined
  loading: () => LoadingState | undefined
}

const PROBE_TIMEOUT_MS = 2_000

/** What operators and load balancers ask: alive, ready, and figures. */
export function operationsRoutes(options: OperationsOptions): Router {
  const { database, isReady, isPublic } = options
  const router = Router()
  const registry = makeRegistry(options)

  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })

  router.get('/readyz', async (request, response) => {
    const reachable = await Promise.race([
      run(database.read, sql`SELECT 1`).then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, PROBE_TIMEOUT_MS, false).unref()),
    ])
    const ready = reachable && isReady()
    const loading = options.loading()
    const { state, restarts, lostBackends, fault } = database.condition()
    if (!ready) response.set('Retry-After', '2')
    // Who asks is found in the store, too.
    const isOperator = reachable && (await options.isOperator(request, response))
    const warning = options.warning?.()
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: ready ? 'ready' : 'not ready',
        database: reachable ? (isOperator ? database.versions : 'reachable') : 'not reachable',
        ...(isOperator ? { engine: database.engine, ...(warning ? { warning } : {}) } : {}),
        ...(loading ? { loading: { ...loading, layers: loading.layers.filter(isPublic) } } : {}),
        state,
        restarts,
        lostBackends,
        ...(fault === undefined ? {} : { fault }),
      })
  })

  router.get('/metrics', async (request, response) => {
    if (!(await options.isOperator(request, response))) {
      response.set('WWW-Authenticate', 'Basic realm="PetaUsul", charset="UTF-8"')
      throw new Problem({
        title: 'Not for everyone',
        status: 401,
        detail:
          'Figures are for the office, or for a program with METRICS_TOKEN; METRICS=public shows them to all',
      })
    }
    response.set('Cache-Control', 'no-store')
    response.type(registry.contentType).send(await registry.metrics())
  })

  return router
}

function makeRegistry({ engine, renderer, viewers, isPublic }: OperationsOptions): Registry {
  const publicLayers = () => Object.entries(engine.metrics().layers).filter(([layer]) => isPublic(layer))
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const registers = [registry]
  new Gauge({
    name: 'petausul_viewers',
    help: 'Open viewers on /api/changes',
    registers,
    collect: function () {
      this.set(viewers.count)
    },
  })
  new Gauge({
    name: 'petausul_event_loop_delay_p99_seconds',
    help: 'Event-loop delay since the last scrape',
    registers,
    collect: function () {
      this.set(delay.percentile(99) / 1e9)
      delay.reset()
    },
  })
  new Gauge({
    name: 'petausul_layer_bytes',
    help: 'Memory of a layer in the tile engine',
    labelNames: ['layer'],
    registers,
    collect: function () {
      this.reset()
      for (const [layer, info] of publicLayers()) this.set({ layer }, info.bytes)
    },
  })
  new Gauge({
    name: 'petausul_layer_budget_bytes',
    help: 'Memory that a layer may take in the tile engine (LAYER_MEMORY_MB)',
    labelNames: ['layer'],
    registers,
    collect: function () {
      this.reset()
      const { memoryBytesPerLayer } = engine.metrics()
      for (const [layer] of publicLayers()) this.set({ layer }, memoryBytesPerLayer)
    },
  })
  new Gauge({
    name: 'petausul_layer_features',
    help: 'Features of a layer in the tile engine',
    labelNames: ['layer'],
    registers,
    collect: function () {
      this.reset()
      for (const [layer, info] of publicLayers()) this.set({ layer }, info.count)
    },
  })
  new Gauge({
    name: 'petausul_layer_streamed',
    help: '1 for a layer beyond its memory budget, whose tiles the database makes',
    labelNames: ['layer'],
    registers,
    collect: function () {
      this.reset()
      for (const [layer, info] of publicLayers()) this.set({ layer }, info.streamed ? 1 : 0)
    },
  })
  new Gauge({
    name: 'petausul_tile_cache',
    help: 'Tile cache: bytes, entries, hits, misses',
    labelNames: ['figure'],
    registers,
    collect: function () {
      for (const [figure, value] of Object.entries(engine.metrics().cache))
        if (typeof value === 'number') this.set({ figure }, value)
    },
  })
  new Gauge({
    name: 'petausul_pictures',
    help: 'Drawing processes: how many, running, queued pictures, crashes; and pictures painted without them',
    labelNames: ['figure'],
    registers,
    collect: function () {
      for (const [figure, value] of Object.entries(renderer.metrics())) this.set({ figure }, value)
    },
  })
  return registry
}
