import { join } from 'node:path'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { findCapabilities, GDAL_NEEDS, hasGdal } from './tests/support/capabilities.ts'
import { ON_BOTH_ENGINES, ONLY_ON_POSTGIS } from './tests/support/runner/engine-suites.ts'
import { CACHE_FOLDER } from './tests/support/runner/file-times.ts'
import { guardedForks } from './tests/support/runner/guarded-forks.ts'
import { LongestFirst } from './tests/support/runner/longest-first.ts'
import { RunReporter } from './tests/support/runner/run-reporter.ts'

// Workers, and servers and programs that tests start, keep what Node made of their files: a start then takes half the time.
process.env.NODE_COMPILE_CACHE ??= join(CACHE_FOLDER, 'compiled')

const capabilities = findCapabilities()
const EMBEDDED_BOOT_MS = 60_000
/** Where nothing but answers is looked at, the faster engine. */
const FASTER_ENGINE =
  capabilities.postgisUrl && process.env.PETAUSUL_ENGINE !== 'embedded' ? 'postgis' : 'embedded'

/** What run.ts wants of a run: its statements, and of some files no more than some tests. */
const SETUP_FILES = [
  ...(process.env.PETAUSUL_STATEMENTS ? ['tests/support/runner/write-statements.ts'] : []),
  ...(process.env.PETAUSUL_ONLY ? ['tests/support/runner/only-tests.ts'] : []),
]
const STORE_TEMPLATE = 'tests/support/store-template.ts'
const BUILT_CLIENT = 'tests/support/build-client.ts'
/** For what shares the processors with another browser. */
const BROWSER = {
  globalSetup: [STORE_TEMPLATE, BUILT_CLIENT],
  testTimeout: EMBEDDED_BOOT_MS * 2,
  expect: { poll: { timeout: 10_000 } },
}

/** About layers that must fit into the memory of the server, which on PostGIS are read from it instead. */
const IN_MEMORY = ['tests/browser/layer-memory.test.ts']

/** Where PostGIS runs the longest suites whole, a sample of them is enough on the embedded engine: what asks is the same. */
function shareOn(engine: string): string {
  const share = process.env.PETAUSUL_TESTS
  return share === 'all' && engine !== FASTER_ENGINE ? 'sample' : (share ?? 'all')
}

/** Tests that open stores. A process takes one file after the other: it loads the server's code and an engine once. */
function storeProject(name: string, engine: string, include: string[], more: object = {}) {
  return {
    extends: true,
    test: {
      name,
      include,
      env: { TEST_ENGINE: engine, PETAUSUL_TESTS: shareOn(engine) },
      globalSetup: [STORE_TEMPLATE],
      setupFiles: SETUP_FILES,
      isolate: false,
      testTimeout: EMBEDDED_BOOT_MS,
      hookTimeout: EMBEDDED_BOOT_MS * 2,
      ...more,
    },
  } satisfies TestProjectConfiguration
}

function engineProject(engine: 'embedded' | 'postgis'): TestProjectConfiguration {
  const http =
    process.env.PETAUSUL_STATEMENTS && engine === 'embedded' && FASTER_ENGINE === 'postgis'
      ? ON_BOTH_ENGINES.map((name) => `tests/http/${name}.test.ts`)
      : ['tests/http/**/*.test.ts']
  const include = ['tests/database/**/*.test.ts', ...http]
  if (capabilities.data) include.push('tests/acceptance/**/*.test.ts')
  const exclude = engine === 'embedded' ? [...ONLY_ON_POSTGIS] : []
  return storeProject(engine, engine, include, { exclude })
}

const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      name: 'unit',
      include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
      // Pure code, whose modules are then loaded once a process.
      isolate: false,
      testTimeout: 30_000,
    },
  },
  engineProject('embedded'),
]
const processTests = [
  'tests/process/start-and-stop.test.ts',
  'tests/process/backup.test.ts',
  'tests/process/export-tiles.test.ts',
  'tests/process/end-under-load.test.ts',
]
if (capabilities.postgisUrl)
  processTests.push('tests/process/postgis-start.test.ts', 'tests/process/decisions-survive.test.ts')
projects.push({
  extends: true,
  test: {
    name: 'process',
    include: processTests,
    globalSetup: [STORE_TEMPLATE, BUILT_CLIENT],
    testTimeout: EMBEDDED_BOOT_MS,
    hookTimeout: EMBEDDED_BOOT_MS,
  },
})
if (capabilities.ogr2ogr)
  projects.push(
    storeProject('gdal', FASTER_ENGINE, ['tests/gdal/**/*.test.ts'], {
      exclude: GDAL_NEEDS.filter(({ since }) => !hasGdal(capabilities, since)).map(({ files }) => files),
    }),
  )
projects.push(
  storeProject('clients', FASTER_ENGINE, ['tests/clients/**/*.test.ts'], {
    testTimeout: EMBEDDED_BOOT_MS * 2,
  }),
)
if (capabilities.data) {
  projects.push({
    extends: true,
    test: { name: 'real files', include: ['tests/real-files/**/*.test.ts'], testTimeout: 120_000 },
  })
}
if (capabilities.postgisUrl) projects.push(engineProject('postgis'))
if (capabilities.chromium) {
  const nginx = capabilities.nginx ? [] : ['tests/browser/behind-nginx.test.ts']
  projects.push(
    storeProject('browser', FASTER_ENGINE, ['tests/browser/**/*.test.ts'], {
      exclude: [...nginx, ...IN_MEMORY],
      ...BROWSER,
    }),
    storeProject('browser, embedded', 'embedded', IN_MEMORY, BROWSER),
  )
}

export default defineConfig({
  test: {
    projects,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    pool: guardedForks,
    reporters: [new RunReporter(process.env.PETAUSUL_OUTCOME), 'default'],
  },
})
