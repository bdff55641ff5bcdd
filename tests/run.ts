import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeMissing, findCapabilities } from './support/capabilities.ts'
import { ONLY_ON_POSTGIS } from './support/runner/engine-suites.ts'
import { expectedMs, readFileTimes } from './support/runner/file-times.ts'
import type { OnlyTests } from './support/runner/only-tests.ts'
import type { RunOutcome } from './support/runner/run-reporter.ts'
import {
  readStatements,
  type SuiteToRun,
  suitesThatFellShort,
  suitesToRunAgain,
} from './support/runner/statements.ts'

/**
 * npm test: says what cannot run here, then runs the rest, a sample of the longest suites among it; with --all, or CI=true,
 * each is run whole. With CI=true nothing may be missing. All other arguments are vitest's.
 */
const given = process.argv.slice(2)
const isCi = process.env.CI === 'true'
const isWhole = isCi || given.includes('--all')
const others = given.filter((argument) => argument !== '--all')
const capabilities = findCapabilities()
const missing = describeMissing(capabilities)
const say = (text: string) => process.stdout.write(`${text}\n`)

say(`Engines: embedded${capabilities.postgisUrl ? ' and PostGIS' : ' only'}`)
if (!capabilities.data)
  say('Real packages: not here, so that acceptance runs are left out (PETAUSUL_DATA names their folder)')
if (process.getuid?.() !== 0)
  say('Full disks: only root can mount a small one, so that their tests are left out')
for (const what of missing) say(`Left out: ${what}`)
if (missing.length > 0 && isCi) {
  say('CI=true: nothing may be left out')
  process.exit(1)
}
if (!isWhole)
  say(
    'Of the suites that try each hostile value, and each role on each route, a sample is run; `npm run test:all` runs them whole',
  )

/** Of the folders that are projects of their own. */
const PROJECTS: Readonly<Record<string, string>> = { browser: 'browser', gdal: 'gdal', clients: 'clients' }
const projectOf = (file: string) => PROJECTS[file.split('/')[1] ?? ''] ?? 'embedded'
const folder = mkdtempSync(join(tmpdir(), 'petausul-run-'))
const statements = join(folder, 'statements')
const hasBothEngines = capabilities.postgisUrl !== undefined && others.length === 0

function runVitest(name: string, words: string[], more: Record<string, string>): RunOutcome {
  const path = join(folder, `${name}.json`)
  const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...words], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PETAUSUL_TESTS: isWhole ? 'all' : 'sample',
      PETAUSUL_OUTCOME: path,
      ...more,
    },
  })
  const outcome: RunOutcome = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as RunOutcome)
    : { passed: 0, failed: 1, failures: [`the run "${name}" left no outcome`], failedFiles: [] }
  // Neither vitest's word nor the count is enough: whichever says that something failed is right.
  return { ...outcome, failed: outcome.failed === 0 && status !== 0 ? 1 : outcome.failed }
}

/** On the embedded engine, the suites whose statements nothing ran there, or the tests of them that do. */
function runAgain(): RunOutcome[] {
  const times = readFileTimes()
  const suites = suitesToRunAgain(
    readStatements(statements).filter(({ file }) => !ONLY_ON_POSTGIS.includes(file)),
    (file) => expectedMs(projectOf(file), file, times) / 1000,
  )
  if (suites.length === 0) return []
  say(
    `\nOn the embedded engine too, for what of the server's SQL nothing ran there yet: ${suites.length} suites`,
  )
  for (const { file, pieces, tests } of suites)
    say(`  ${file}: ${pieces.length} pieces, as ${pieces[0]}${tests ? `; ${tests.length} of its tests` : ''}`)
  const again = join(folder, 'again')
  const only = join(folder, 'only.json')
  const chosen: OnlyTests = Object.fromEntries(
    suites.flatMap(({ file, tests }) => (tests ? [[file, tests]] : [])),
  )
  writeFileSync(only, JSON.stringify(chosen))
  const outcome = runOnEmbedded('again', suites, { PETAUSUL_STATEMENTS: again, PETAUSUL_ONLY: only })
  // Tests that take for granted what others of their file did before them show nothing alone.
  const short = suitesThatFellShort(suites, readStatements(again))
  const alone = suites.filter(
    (suite) => suite.tests && (short.includes(suite) || outcome.failedFiles.includes(suite.file)),
  )
  if (alone.length === 0) return [outcome]
  say(
    `\nWhole, since the tests alone failed, or did not ask what they did before: ${alone.map(({ file }) => file).join(', ')}`,
  )
  const names = alone.map(({ file }) => file)
  const failures = outcome.failures.filter((line) => !names.some((name) => line.includes(` ${name} `)))
  const failed = outcome.failed - (outcome.failures.length - failures.length)
  return [{ ...outcome, failures, failed }, runOnEmbedded('whole', alone, {})]
}

function runOnEmbedded(
  name: string,
  suites: readonly SuiteToRun[],
  more: Record<string, string>,
): RunOutcome {
  const files = suites.map(({ file }) => file)
  const projects = new Set(files.map(projectOf))
  const words = [...projects].flatMap((project) => ['--project', project])
  return runVitest(name, [...words, ...files], {
    PETAUSUL_TESTS: 'sample',
    PETAUSUL_ENGINE: 'embedded',
    ...more,
  })
}

const outcomes = [
  runVitest('first', others, hasBothEngines ? { PETAUSUL_STATEMENTS: statements } : {}),
  ...(hasBothEngines ? runAgain() : []),
]
rmSync(folder, { recursive: true, force: true })
const sum = (kind: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[kind], 0)
// Said once more at the end, since the log of a whole run is long and often kept by its last lines alone.
for (const failure of outcomes.flatMap(({ failures }) => failures)) say(`FAILED ${failure}`)
say(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') > 0 ? 1 : 0)
