import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeMissing, findCapabilities } from './support/capabilities.ts'
import type { RunOutcome } from './support/runner/run-reporter.ts'

/**
 * npm test: says what cannot run here, then runs the rest, a sample of the longest suites among it; with --all, or CI=true,
 * each is run whole. With CI=true nothing may be missing. All other arguments are vitest's.
 */
const given = process.argv.slice(2)
const isCi = process.env.CI === 'true'
const whole = isCi || given.includes('--all')
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
if (!whole)
  say(
    'Of the suites that try each hostile value, and each role on each route, a sample is run; `npm run test:all` runs them whole',
  )

const folder = mkdtempSync(join(tmpdir(), 'petausul-run-'))
const outcomePath = join(folder, 'outcome.json')
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
const { status } = spawnSync(process.execPath, [vitest, 'run', ...others], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PETAUSUL_TESTS: whole ? 'all' : 'sample',
    PETAUSUL_OUTCOME: outcomePath,
  },
})
const outcome: RunOutcome = existsSync(outcomePath)
  ? (JSON.parse(readFileSync(outcomePath, 'utf8')) as RunOutcome)
  : { passed: 0, failed: 1 }
rmSync(folder, { recursive: true, force: true })
// Neither vitest's word nor the count is enough: whichever says that something failed is right.
const failed = outcome.failed === 0 && status !== 0 ? 1 : outcome.failed
say(`${outcome.passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
