import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockFolder } from '../../server/database/folder-lock.ts'
import { engine } from '../support/open-store.ts'

describe.skipIf(engine !== 'embedded')('the lock of a store', () => {
  const root = mkdtempSync(join(tmpdir(), 'petausul-lock-'))
  const folder = join(root, 'database')
  const file = join(root, 'server.pid')
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  beforeAll(() => expect(other.pid).toBeGreaterThan(0))
  afterAll(() => {
    other.kill()
    rmSync(root, { recursive: true, force: true })
  })

  test('is let go of, and a file of a process that is gone holds nothing', () => {
    writeFileSync(file, '999999999\n')
    const release = lockFolder(folder)
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid}\n`))
    release()
    expect(existsSync(file)).toBe(false)
  })

  test('is kept by a process that lives, and the message names the file to remove', () => {
    writeFileSync(file, `${other.pid}`)
    expect(() => lockFolder(folder)).toThrow(`remove ${file}`)
    expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid}`)
  })

  test.runIf(existsSync('/proc/self/stat'))(
    'is not kept by another process that was given the number',
    () => {
      rmSync(file)
      const release = lockFolder(folder)
      const [, mine = ''] = readFileSync(file, 'utf8').split('\n')
      release()
      expect(mine).not.toBe('')
      writeFileSync(file, `${other.pid}\n${mine}\n`)
      lockFolder(folder)()
      expect(existsSync(file)).toBe(false)
    },
  )

  test.each(['', 'nonsense', '0', '-1'])('is not kept by a file that says %j', (text) => {
    writeFileSync(file, text)
    lockFolder(folder)()
  })
})
