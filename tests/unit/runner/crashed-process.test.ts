import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { scratchFolder } from '../formats/scratch-folder.ts'

const folder = scratchFolder()

/** npm test over fixtures that crash. */
function run(...files: string[]) {
  const { CI: _, ...environment } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tests/run.ts', '--config', 'tests/fixtures/runner/vitest.config.ts', ...files],
    {
      encoding: 'utf8',
      env: { ...environment, NO_COLOR: '1', CRASH_MARKER: folder.path(`${files.join('-')}.marker`) },
    },
  )
  return { status, text: stdout + stderr, last: stdout.trimEnd().split('\n').at(-1) }
}

describe('a test file whose process crashes', () => {
  it('is run again once, and counted once', () => {
    const { status, text, last } = run('once', 'sound')
    expect(text).toMatch(/once\.crash\.ts.* crashed with SIGSEGV; it is run again, once.*64500/)
    expect(text).toMatch(/Tests +3 passed \(3\)/)
    expect(last).toBe('3 passed, 0 failed')
    expect(status).toBe(0)
  })

  it('fails when it crashes again', () => {
    const { status, last } = run('always', 'sound')
    expect(last).toBe('1 passed, 1 failed')
    expect(status).toBe(1)
  })

  it('is not run again when one of its tests had failed', () => {
    const { status, text, last } = run('failed')
    expect(text).not.toContain('run again, once')
    expect(last).toBe('0 passed, 1 failed')
    expect(status).toBe(1)
  })
})
