import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readConfig, SETTINGS } from '../../../server/config.ts'
import { LICENCES_FILE, withLicences } from '../../list-licences.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')

describe('.env.example', () => {
  const lines = read('.env.example').split('\n')
  const set = lines.filter((line) => /^[A-Z_]+=/.test(line))
  const named = lines.flatMap((line) => /^(?:# )?([A-Z_]+)=/.exec(line)?.[1] ?? [])

  it('names every setting that the server reads, and no other', () => {
    expect([...new Set(named)].sort()).toEqual([...SETTINGS].sort())
  })

  it('is read by a shell, and changes nothing of what holds without it', () => {
    const script = 'set -a; . ./.env.example; set +a; env -0'
    const output = execFileSync('sh', ['-c', script], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    })
    const environment = Object.fromEntries(
      output
        .split('\0')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    expect(set.length).toBeGreaterThan(15)
    expect(readConfig(environment)).toMatchObject(JSON.parse(JSON.stringify(readConfig({}))))
  })
})

it('README: the address that its set-up of PostGIS starts with is one that the server takes', () => {
  const [, url = ''] = /DATABASE_URL=(\S+) npm start/.exec(read('README.md')) ?? []
  expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url)
  for (const extension of ['postgis', 'pg_trgm'])
    expect(read('README.md')).toContain(`CREATE EXTENSION ${extension}`)
})

it('docs/licences.md lists every package as its licence is: `node tests/list-licences.ts` writes it anew', () => {
  const document = readFileSync(LICENCES_FILE, 'utf8')
  expect(document).toBe(withLicences(document))
  expect(document).toContain('express 5')
})

it('docs/operations.md names every limit that is a setting', () => {
  const operations = read('docs/operations.md')
  expect(SETTINGS.filter((name) => !operations.includes(name))).toEqual([])
})

describe('docs/decisions/007-libraries.md', () => {
  const record = read('docs/decisions/007-libraries.md')
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >
  const [table = '', notTaken = ''] = record.split('\nNot taken:')

  it('says of every package that the product uses what it is for', () => {
    const packages = Object.keys({ ...dependencies, ...optionalDependencies })
    const isNamed = (name: string) =>
      table.includes(`\`${name}\``) || table.includes(`\`-${name.split('-').at(-1)}\``)
    expect(packages.filter((name) => !isNamed(name))).toEqual([])
  })

  it('says of no package that it is used, or not taken, where that is not so', () => {
    const packages = new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }))
    const named = (text: string) =>
      [...text.matchAll(/`(@?[a-z][a-z0-9]*(?:[-/][a-z0-9-]+)*)`/g)].map(([, name = '']) => name)
    const inTable = named(table.replaceAll(/\| (?!`)[^|]*/g, '| '))
    expect(inTable.filter((name) => !packages.has(name))).toEqual([])
    expect(named(notTaken).filter((name) => packages.has(name))).toEqual([])
  })
})

describe.each(['docs/architecture.md', 'docs/extending.md'])('%s', (document) => {
  const files = globSync('{client,core,data,docs,migrations,server,tests}/**', { cwd: ROOT })

  it('names files and folders that are there, but for those of recipes', () => {
    const named = [...read(document).matchAll(/`([\w./-]+(?:\.(?:ts|css|md|sql|wasm)|\w\/))`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !/(^|[/-])my-/.test(name))
    const isThere = (name: string) => files.some((file) => `/${file}`.includes(`/${name}`))
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((name) => !isThere(name))).toEqual([])
  })
})
