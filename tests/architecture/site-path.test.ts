import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const sources = globSync(['client/**/*.ts'], { cwd: ROOT })
  .filter((file) => !file.startsWith('client/dist'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))

/** Addresses that would lead to the root of the host, past the path that PUBLIC_URL may have. */
const PAST = [
  // An attribute of a template.
  /(?:href|src|action)=(?:["']|\$\{["'`])\//,
  // What browsers take as it is.
  /\b(?:fetch|EventSource|Worker|location\.assign|location\.replace|window\.open)\(\s*["'`]\//,
  /\.open\(\s*'[A-Z]+',\s*["'`]\//,
  /\blocation(?:\.href)? = ["'`]\//,
  /new URL\(\s*["'`]\//,
]
/** Where an address is fetched that a caller hands in: one that the server told, or one made by `sitePath`. */
const FETCH_AS_GIVEN = [
  'client/api/fetch-tile.ts',
  'client/pages/renew-frame.ts',
  'client/plan/budget/save-package-decision.ts',
  'client/plan/map/served-fields.ts',
]

test('the rules find what they are for', () => {
  const wrong = [
    '<a href="/usulan">',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it would stand in a template
    '<a href=${`/usulan/${code}`}>',
    "fetch('/api/layers')",
    'new EventSource(`/api/changes`)',
    "request.open('POST', '/api/imports')",
    "location.assign('/masuk')",
  ]
  expect(wrong.filter((text) => !PAST.some((rule) => rule.test(text)))).toEqual([])
  expect(sources.length).toBeGreaterThan(200)
})

test('no address of the client leads past the path of the site', () => {
  const found = sources.flatMap(({ file, text }) =>
    PAST.flatMap((rule) => {
      const match = rule.exec(text)
      return match ? [`${file}: ${match[0]}`] : []
    }),
  )
  expect(found).toEqual([])
})

test('what is fetched goes through sitePath', () => {
  const bare = sources.filter(({ text }) =>
    /(?<![.#\w])fetch\(\s*(?!sitePath\()[\w'"`]/.test(text.replaceAll(/async fetch\(|^ {2}fetch\(/gm, '')),
  )
  expect(bare.map(({ file }) => file).sort()).toEqual(FETCH_AS_GIVEN)
})
