import { execFileSync, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCapabilities } from './support/capabilities.ts'
import { chooseTests } from './support/runner/choose-tests.ts'
import { readFileTimes } from './support/runner/file-times.ts'

/**
 * npm run test:changed [commit]: within two minutes, what the most telling tests say of all that changed since that commit,
 * or since the branch left main. They run on one engine; .ci/run asks all.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const WORKERS = 2
/** Of the two minutes; the rest goes into starting, and into a machine that is slower than the last run's. */
const BUDGET_MS = 75_000 * WORKERS
const say = (text: string) => process.stdout.write(`${text}\n`)
const git = (...words: string[]) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim()

const since = process.argv[2] ?? git('merge-base', 'HEAD', 'main')
const changed = [
  ...git('diff', '--name-only', since).split('\n'),
  ...git('ls-files', '--others', '--exclude-standard').split('\n'),
].filter((name) => name.endsWith('.ts'))
if (changed.length === 0) {
  say(`No .ts file changed since ${since}`)
  process.exit(0)
}
const tests = globSync('tests/{unit,architecture,database,http}/**/*.test.ts', { cwd: ROOT })
const absolute = (name: string) => join(ROOT, name)
const engine = findCapabilities().postgisUrl ? 'postgis' : 'embedded'
const times = Object.entries(readFileTimes()).filter(
  ([name]) => /^unit /.test(name) || name.startsWith(`${engine} `),
)
const { chosen, left, expectedMs } = chooseTests(
  tests.map(absolute),
  changed.map(absolute),
  Object.fromEntries(times),
  BUDGET_MS,
)
say(
  `${changed.length} files changed; ${chosen.length} test files tell most of them (about ${Math.round(expectedMs / WORKERS / 1000)} s), ${left} more reach them and are left to CI`,
)
const { status } = spawnSync(
  process.execPath,
  ['tests/run.ts', '--project', 'unit', '--project', engine, 'tests/architecture', ...chosen],
  { cwd: ROOT, stdio: 'inherit' },
)
process.exit(status ?? 1)
