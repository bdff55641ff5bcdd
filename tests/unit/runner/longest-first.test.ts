import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inOrder, type Planned } from '../../support/runner/longest-first.ts'

const times = {
  'unit a.test.ts': 4_000,
  'unit b.test.ts': 200,
  'postgis d.test.ts': 1_000,
  'postgis e.test.ts': 8_000,
  'gdal g.test.ts': 3_000,
  'browser f.test.ts': 60_000,
}
const file = (name: string): Planned => {
  const [project = '', path = ''] = name.split(' ')
  return { project, path, isolated: project === 'browser' || project === 'gdal' }
}
const ordered = (names: readonly string[]) =>
  inOrder(names.map(file), (planned) => planned, times).map(({ project, path }) => `${project} ${path}`)

it('begins with isolated files, the longest first; files of a project that share processes follow each other', () => {
  const wanted = [
    'browser f.test.ts',
    'gdal g.test.ts',
    'postgis e.test.ts',
    'postgis d.test.ts',
    'unit a.test.ts',
    'unit b.test.ts',
  ]
  expect(ordered(Object.keys(times))).toEqual(wanted)
})

it('takes a file that ran on another engine only for twice as long, and one that is new for a usual one', () => {
  expect(ordered(['embedded d.test.ts', 'embedded new.test.ts', 'embedded e.test.ts'])).toEqual([
    'embedded e.test.ts',
    'embedded new.test.ts',
    'embedded d.test.ts',
  ])
})

it('knows the usual times of files that there are', () => {
  const names = Object.keys(
    JSON.parse(readFileSync('tests/support/runner/usual-times.json', 'utf8')) as object,
  )
  const paths = names.map((name) => name.slice(name.indexOf(' tests/') + 1))
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})
