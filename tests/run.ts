import { spawnSync } from 'node:child_process'
import { describeMissing, findCapabilities } from './support/capabilities.ts'

/** npm test: says what cannot run here, then runs the rest; with CI=true nothing may be missing. */
const capabilities = findCapabilities()
const missing = describeMissing(capabilities)
const say = (text: string) => process.stdout.write(`${text}\n`)

say(`Engines: embedded${capabilities.postgisUrl ? ' and PostGIS' : ' only'}`)
if (!capabilities.data)
  say('Real packages: not here, so that acceptance runs are left out (PETAUSUL_DATA names their folder)')
if (process.getuid?.() !== 0)
  say('Full disks: only root can mount a small one, so that their tests are left out')
for (const what of missing) say(`Left out: ${what}`)
if (missing.length > 0 && process.env.CI === 'true') {
  say('CI=true: nothing may be left out')
  process.exit(1)
}
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
