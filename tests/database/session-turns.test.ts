import { expect, test } from 'vitest'
import { runPatiently } from '../../server/database/patient-work.ts'
import { engine, openStore } from '../support/open-store.ts'

/** So much that a query takes far longer than those of a list. */
const LONG = `SELECT count(*) FROM generate_series(1, 300000)`

/** One session serves everybody there; PostgreSQL has a connection for each. */
test.runIf(engine === 'embedded')(
  'files that are being made let requests that ask many things go first',
  async () => {
    const { database, close } = await openStore('empty')
    try {
      const ended: string[] = []
      const files = Array.from({ length: 8 }, (_, at) =>
        runPatiently(async () => database.read.raw(LONG)).then(() => ended.push(`file ${at}`)),
      )
      for (let at = 0; at < 20; at++) await database.read.raw('SELECT 1')
      ended.push('list')
      await Promise.all(files)
      // The one that ran already, and at most one for each pause that grants it: the list is not behind all eight.
      expect(ended.indexOf('list')).toBeLessThanOrEqual(3)
      expect(ended.filter((name) => name !== 'list')).toEqual(files.map((_, at) => `file ${at}`))
    } finally {
      await close()
    }
  },
)

test.runIf(engine === 'embedded')('a file is made although others never stop asking', async () => {
  const { database, close } = await openStore('empty')
  try {
    let isMade = false
    const file = runPatiently(async () => database.read.raw('SELECT 1')).then(() => {
      isMade = true
    })
    const ask = async () => {
      while (!isMade) await database.read.raw('SELECT 1')
    }
    await Promise.all([file, ask(), ask()])
    expect(isMade).toBe(true)
  } finally {
    await close()
  }
})
