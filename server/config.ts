import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { crsDefinition } from '../core/geo/crs-definitions.ts'
import { SMALL_CELL } from '../core/statistics/small-cell.ts'
import { toError } from '../core/to-error.ts'
import { isSitePath, sitePathOf } from './net/site-path.ts'
import { parseTrustProxy, TRUST_PROXY_EXPECTED, type TrustProxy, trustNobody } from './net/trusted-proxies.ts'

const DEFAULT_DATA_DIR = '.data'
const flag = z.enum(['yes', 'no'], 'expected yes or no').transform((value) => value === 'yes')
const whole = (least: number, most: number) =>
  z.coerce
    .number(`expected a whole number from ${least} to ${most}`)
    .int(`expected a whole number from ${least} to ${most}`)
    .min(least, `expected at least ${least}`)
    .max(most, `expected at most ${most}`)

const commaList = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, 'expected postgres://user:password@host:port/database')

const schema = z.object({
  PORT: whole(0, 65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default(DEFAULT_DATA_DIR),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_READ_URL: postgresUrl.optional(),
  DATABASE_POOL: whole(2, 100).default(10),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'expected an absolute http(s) URL' })
    .refine((url) => /^[^?#]*$/.test(url), 'expected an address without ? and #')
    .transform((url) => url.replace(/\/+$/, ''))
    .refine((url) => isSitePath(sitePathOf(url)), 'expected a path of plain letters, digits and hyphens')
    .optional(),
  TRUST_PROXY: z.string().transform(readTrustProxy).optional(),
  DRAIN_SECONDS: whole(0, 5).default(1),
  ADMIN_PASSWORD: z.string().min(10, 'expected at least 10 characters').optional(),
  AUDIT_KEY: z
    .string()
    .regex(/^\S{32,200}$/, 'expected 32 to 200 characters without spaces')
    .optional(),
  SECOND_STEP: z.enum(['optional', 'required'], 'expected optional or required').default('optional'),
  DEMO: flag.default(true),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  PICTURE_PROCESSES: whole(0, 16).default(2),
  METRICS: z.enum(['office', 'public'], 'expected office or public').default('office'),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,200}$/, 'expected 16 to 200 characters without spaces')
    .optional(),
  TILE_WORKERS: whole(1, 64).default(Math.max(1, availableParallelism())),
  TILE_CACHE_MB: whole(1, 65536).default(256),
  LAYER_MEMORY_MB: whole(1, 65536).default(512),
  WARM_UP: whole(0, 14).optional(),
  WARM_WRITES: flag.default(true),
  CLIENT_REQUESTS: whole(1, 100).optional(),
  CLIENT_BUDGET_SECONDS: whole(0, 86400).default(300),
  UPLOAD_MB: whole(1, 4096).default(200),
  SUBMISSIONS_PER_HOUR: whole(1, 100000).default(30),
  STATISTICS_MINUTES: whole(0, 10080).default(15),
  SMALL_CELL: whole(0, 1000).default(SMALL_CELL),
  CONTEXT_HOSTS: commaList.refine(
    (list) =>
      list.every(
        (part) =>
          URL.canParse(part) && /^https?:$/.test(new URL(part).protocol) && new URL(part).origin === part,
      ),
    'expected origins such as https://geoservices.example.go.id, comma list',
  ),
  OFFERED_CRS: commaList.refine(
    (list) => list.every((code) => /^EPSG:\d+$/.test(code) && crsDefinition(code)),
    'expected codes of CRSs of Indonesia such as EPSG:4326,EPSG:32749, comma list',
  ),
  PUBLISHER_NAME: z.string().min(1).max(200).optional(),
  PUBLISHER_EMAIL: z.email('expected an e-mail address').optional(),
  PUBLISHER_PHONE: z.string().max(60).optional(),
  PUBLISHER_ADDRESS: z.string().max(400).optional(),
})

/** Names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape)

/** The office that publishes, as capabilities and metadata name it; what is not set here a package may state. */
export interface Publisher {
  name: string | undefined
  email: string | undefined
  phone: string | undefined
  address: string | undefined
}

export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  /** A login of their own for reads, of the same database. */
  databaseReadUrl: string | undefined
  databasePool: number
  publicUrl: string | undefined
  /** Origins whose maps planners may lay beside ours. */
  contextHosts: readonly string[]
  /** Proxies whose X-Forwarded-* headers are trusted. */
  trustProxy: TrustProxy
  /** How long the server keeps listening after it was asked to stop (SIGTERM). */
  drainMs: number
  adminPassword: string | undefined
  /** Of administrators and planners. */
  secondStep: 'optional' | 'required'
  /** Seals the audit; without it a file in dataDir does. */
  auditKey: string | undefined
  demo: boolean
  logLevel: string
  /** Who may read figures and versions. */
  metrics: 'office' | 'public'
  /** Token with which a program may read figures and versions. */
  metricsToken: string | undefined
  tileWorkers: number
  /** Processes that draw pictures; 0 for none. */
  pictureProcesses: number
  tileCacheBytes: number
  layerMemoryBytes: number
  /** Zoom down to which tiles are made in advance; undefined for none. */
  warmUpZoom: number | undefined
  /** Whether some submissions are rehearsed (and rolled back) at the start, so that the first real ones are fast. */
  warmWrites: boolean
  /** Expensive requests of one client that may run at once; undefined for the default of the database engine. */
  clientRequests: number | undefined
  /** Budget of one client in seconds of work; 0 for no budget. */
  clientBudgetSeconds: number
  uploadBytes: number
  submissionsPerHour: number
  /** Least time between refreshes of the statistics that nobody asked for; 0 for none. */
  statisticsMinutes: number
  /** Counts of poor people from 1 to below it are withheld. */
  smallCell: number
  /** Codes of the CRSs to which what services offer is narrowed; none narrow nothing. */
  offeredCrs: readonly string[]
  publisher: Publisher
}

/** Lists every fault of the settings, so that all can be corrected before the next start. */
export class ConfigFault extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`${faults.length} setting(s) not understood:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'ConfigFault'
    this.faults = faults
  }
}

const MEGABYTE = 1024 * 1024

function readTrustProxy(text: string, context: z.RefinementCtx): TrustProxy {
  try {
    return parseTrustProxy(text)
  } catch (error) {
    const message = `expected ${TRUST_PROXY_EXPECTED}: ${toError(error).message}`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
}

/** Reads the settings; documented in .env.example. An empty variable counts as not set. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new ConfigFault(parsed.error.issues.map((issue) => describeFault(issue, given)))
  const value = parsed.data
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    databaseReadUrl: value.DATABASE_READ_URL,
    databasePool: value.DATABASE_POOL,
    publicUrl: value.PUBLIC_URL,
    contextHosts: value.CONTEXT_HOSTS,
    trustProxy: value.TRUST_PROXY ?? trustNobody,
    drainMs: value.DRAIN_SECONDS * 1000,
    adminPassword: value.ADMIN_PASSWORD,
    secondStep: value.SECOND_STEP,
    auditKey: value.AUDIT_KEY,
    demo: value.DEMO,
    logLevel: value.LOG_LEVEL,
    metrics: value.METRICS,
    metricsToken: value.METRICS_TOKEN,
    tileWorkers: value.TILE_WORKERS,
    pictureProcesses: value.PICTURE_PROCESSES,
    tileCacheBytes: value.TILE_CACHE_MB * MEGABYTE,
    layerMemoryBytes: value.LAYER_MEMORY_MB * MEGABYTE,
    warmUpZoom: value.WARM_UP,
    warmWrites: value.WARM_WRITES,
    clientRequests: value.CLIENT_REQUESTS,
    clientBudgetSeconds: value.CLIENT_BUDGET_SECONDS,
    uploadBytes: value.UPLOAD_MB * MEGABYTE,
    submissionsPerHour: value.SUBMISSIONS_PER_HOUR,
    statisticsMinutes: value.STATISTICS_MINUTES,
    smallCell: value.SMALL_CELL,
    offeredCrs: value.OFFERED_CRS,
    publisher: {
      name: value.PUBLISHER_NAME,
      email: value.PUBLISHER_EMAIL,
      phone: value.PUBLISHER_PHONE,
      address: value.PUBLISHER_ADDRESS,
    },
  }
}

/** What is wrong with a setting; values that are secrets are not repeated. */
function describeFault(
  { path, message }: z.core.$ZodIssue,
  given: Readonly<Record<string, unknown>>,
): string {
  const name = path.join('.')
  const secret = /^(ADMIN_PASSWORD|AUDIT_KEY|METRICS_TOKEN|DATABASE_(READ_)?URL)$/.test(name)
  return `${name}: ${message}, received ${secret ? '(hidden)' : JSON.stringify(given[name])}`
}

/** Threshold of glibc (mallopt) above which a block of memory is mapped separately, and so is returned to the system when it is freed. */
const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_ARENA_MAX: '2' }

/**
 * The environment with the allocator's settings and the compile cache added; null where the operator set them already, or on
 * platforms without them.
 */
export function allocatorEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): Record<string, string> | null {
  const given = Object.keys(ALLOCATOR).some((name) => environment[name] !== undefined)
  if (platform !== 'linux' || given) return null
  const known = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const code = join(resolve(environment.DATA_DIR || DEFAULT_DATA_DIR), 'cache', 'code')
  return { NODE_COMPILE_CACHE: code, ...Object.fromEntries(known), ...ALLOCATOR }
}
