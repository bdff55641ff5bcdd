import type { Registry } from 'prom-client'
import type { Health, Readiness } from '../../../../core/api/readiness.ts'
import { Problem } from '../../../../core/problem.ts'
import { BASIC_CHALLENGE } from '../../../access/basic.ts'
import type { Database } from '../../../database/database.ts'
import { run, sql } from '../../../database/sql-fragment.ts'
import { routesFor } from '../../routing/route.ts'
import type { LoadingState } from '../../routing/services.ts'
import type { IsOperator } from './operators-only.ts'

export interface OperationsServices {
  database: Database
  registry: Registry
  /** Layers of the office alone are not told of. */
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
/** Or by a token, or at the machine itself: operators-only.ts. */
const moreToOperators = { to: 'everyone', moreTo: 'operations:read', byHandler: true } as const
const route = routesFor<OperationsServices>({ kind: 'operations', readsQueryItself: true })

/** What operators and load balancers ask: alive, ready, and figures. */
export const operationsRoutes = [
  route({
    method: 'get',
    path: '/healthz',
    summary: 'Alive',
    access: { to: 'everyone' },
    handle({ response }) {
      response.set('Cache-Control', 'no-store').json({ status: 'ok' } satisfies Health)
    },
  }),
  route({
    method: 'get',
    path: '/readyz',
    summary: 'Ready; for operators with versions and settings',
    access: moreToOperators,
    async handle({ services, request, response }) {
      const reachable = await isReachable(services.database)
      // Who asks is found in the store, too.
      const isOperator = reachable && (await services.isOperator(request, response))
      const readiness = describeReadiness(services, { reachable, isOperator })
      const ready = readiness.status === 'ready'
      if (!ready) response.set('Retry-After', '2')
      response
        .status(ready ? 200 : 503)
        .set('Cache-Control', 'no-store')
        .json(readiness satisfies Readiness)
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    summary: 'Figures in the format of Prometheus, for operators',
    access: moreToOperators,
    async handle({ services: { registry, isOperator }, request, response }) {
      if (!(await isOperator(request, response))) {
        response.set('WWW-Authenticate', BASIC_CHALLENGE)
        throw new Problem({
          title: 'Not for everyone',
          status: 401,
          detail:
            'Figures are for the office, or for a program with METRICS_TOKEN; METRICS=public shows them to all',
        })
      }
      response.set('Cache-Control', 'no-store')
      response.type(registry.contentType).send(await registry.metrics())
    },
  }),
]

async function isReachable({ read }: Database): Promise<boolean> {
  return await Promise.race([
    run(read, sql`SELECT 1`).then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PROBE_TIMEOUT_MS, false).unref()),
  ])
}

function describeReadiness(
  { database, isReady, isPublic, ...services }: OperationsServices,
  { reachable, isOperator }: { reachable: boolean; isOperator: boolean },
): Readiness {
  const loading = services.loading()
  const warning = services.warning?.()
  const { fault, ...condition } = database.condition()
  return {
    status: reachable && isReady() ? 'ready' : 'not ready',
    database: reachable ? (isOperator ? database.versions : 'reachable') : 'not reachable',
    ...(isOperator ? { engine: database.engine, ...(warning ? { warning } : {}) } : {}),
    ...(loading ? { loading: { ...loading, layers: loading.layers.filter(isPublic) } } : {}),
    ...condition,
    ...(fault === undefined ? {} : { fault }),
  }
}
