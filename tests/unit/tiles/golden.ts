import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Compares text with tests/golden/tiles/{name}.golden.txt; `UPDATE_GOLDEN=1 npx vitest run tests/unit/tiles` re-blesses. */
export function expectGolden(name: string, text: string): void {
  const url = new URL(`../../golden/tiles/${name}.golden.txt`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(url, `${text}\n`)
  expect(`${text}\n`).toBe(readFileSync(url, 'utf8'))
}
