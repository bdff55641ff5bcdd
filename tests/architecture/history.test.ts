import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const sources = globSync('server/**/*.ts', { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(join(ROOT, file), 'utf8'),
}))
const namesOf = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort()

test('history is written in one place', () => {
  expect(namesOf(/INSERT INTO (events|decisions)\b/)).toEqual(['server/changes/history.ts'])
})

test('what is not announced is known to few: nothing else names its tables', () => {
  expect(
    namesOf(/\boffice_states\b|(FROM|JOIN|UPDATE) (events|decisions)\b|['"](events|decisions)['"]\)/),
  ).toEqual([
    'server/cycles/ceilings-use.ts',
    'server/cycles/trusted-clock.ts',
    'server/database/public-tables.ts',
    'server/desk/desk-rows.ts',
    'server/desk/read-desk-items.ts',
    'server/ingest/proposal-store.ts',
    'server/ingest/remove-invented.ts',
    'server/proposals/announce-decisions.ts',
    'server/proposals/judge-decision.ts',
    'server/proposals/lock-proposals.ts',
    'server/proposals/lock-stages.ts',
    'server/proposals/read-office-history.ts',
    'server/proposals/read-office-state.ts',
    'server/proposals/read-ticks.ts',
    'server/proposals/record-decisions.ts',
    'server/proposals/record-steps.ts',
    'server/proposals/undo-decisions.ts',
  ])
})

test('who may see a proposal is asked of one function: no condition on its status stands elsewhere', () => {
  expect(namesOf(/status\s*(<>|!=)\s*'|status IN \(/)).toEqual([])
})
