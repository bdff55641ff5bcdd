import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { beforeEach, expect } from 'vitest'

/** Names of the tests to run, by file; a file that is not named is run whole. */
export type OnlyTests = Readonly<Record<string, readonly string[]>>

const only = JSON.parse(readFileSync(process.env.PETAUSUL_ONLY ?? '', 'utf8')) as OnlyTests

/** Set up before the file's own hooks, and so run before them. */
beforeEach(({ skip }) => {
  const { testPath, currentTestName } = expect.getState()
  const named = only[relative(process.cwd(), testPath ?? '')]
  skip(named !== undefined && !named.includes(currentTestName ?? ''), 'its statements ran here already')
})
