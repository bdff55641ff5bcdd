import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { findCapabilities } from './tests/support/capabilities.ts'
import { guardedForks } from './tests/support/runner/guarded-forks.ts'
import { RunReporter } from './tests/support/runner/run-reporter.ts'

const capabilities = findCapabilities()
const EMBEDDED_BOOT_MS = 60_000

function engineProject(engine: 'embedded' | 'postgis'): TestProjectConfiguration {
  const include = ['tests/database/**/*.test.ts', 'tests/http/**/*.test.ts']
  if (capabilities.data) include.push('tests/acceptance/**/*.test.ts')
  // Names of what has no counterpart on the embedded engine: it has no ST_AsMVT, cannot be restarted by itself, and serves one server.
  const exclude =
    engine === 'embedded'
      ? [
          'tests/database/tiles-as-postgis.test.ts',
          'tests/http/database-restart.test.ts',
          'tests/http/two-servers.test.ts',
        ]
      : []
  return {
    extends: true,
    test: {
      name: engine,
      include,
      exclude,
      env: { TEST_ENGINE: engine },
      globalSetup: 'tests/support/store-template.ts',
      testTimeout: EMBEDDED_BOOT_MS,
      hookTimeout: EMBEDDED_BOOT_MS * 2,
    },
  }
}

const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      name: 'unit',
      include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
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
if (capabilities.postgisUrl) processTests.push('tests/process/postgis-start.test.ts')
projects.push({
  extends: true,
  test: {
    name: 'process',
    include: processTests,
    testTimeout: EMBEDDED_BOOT_MS,
    hookTimeout: EMBEDDED_BOOT_MS,
  },
})
if (capabilities.ogr2ogr) {
  projects.push({
    extends: true,
    test: {
      name: 'gdal',
      include: ['tests/gdal/**/*.test.ts'],
      env: { TEST_ENGINE: 'embedded' },
      globalSetup: 'tests/support/store-template.ts',
      testTimeout: EMBEDDED_BOOT_MS,
      hookTimeout: EMBEDDED_BOOT_MS * 2,
    },
  })
}
projects.push({
  extends: true,
  test: {
    name: 'clients',
    include: ['tests/clients/**/*.test.ts'],
    env: { TEST_ENGINE: 'embedded' },
    globalSetup: 'tests/support/store-template.ts',
    fileParallelism: false,
    testTimeout: EMBEDDED_BOOT_MS * 2,
    hookTimeout: EMBEDDED_BOOT_MS * 2,
  },
})
if (capabilities.data) {
  projects.push({
    extends: true,
    test: { name: 'real files', include: ['tests/real-files/**/*.test.ts'], testTimeout: 120_000 },
  })
}
if (capabilities.postgisUrl) projects.push(engineProject('postgis'))
if (capabilities.chromium) {
  projects.push({
    extends: true,
    test: {
      name: 'browser',
      include: ['tests/browser/**/*.test.ts'],
      exclude: capabilities.nginx ? [] : ['tests/browser/behind-nginx.test.ts'],
      env: { TEST_ENGINE: 'embedded' },
      globalSetup: 'tests/support/store-template.ts',
      fileParallelism: false,
      testTimeout: EMBEDDED_BOOT_MS,
      hookTimeout: EMBEDDED_BOOT_MS * 2,
    },
  })
}

export default defineConfig({
  test: {
    projects,
    maxWorkers: 2,
    pool: guardedForks,
    reporters: [new RunReporter(process.env.PETAUSUL_OUTCOME), 'default'],
  },
})
