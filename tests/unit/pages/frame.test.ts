import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { PUBLIC } from '../../../core/access/actor.ts'
import { renderPage } from '../../../server/pages/frame.ts'
import { html } from '../../../server/pages/html.ts'
import type { PageContext } from '../../../server/pages/page-context.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const context: PageContext = {
  language: 'id',
  address: '/contoh',
  publicUrl: 'http://localhost/peta',
  district: undefined,
  actor: PUBLIC,
  assets: { address: (source) => (source.includes('absent') ? undefined : `/assets/${source}`) },
  footer: [],
}
const page = { title: 'Contoh', description: 'Contoh', body: html`<p>isi</p>` }
const linked = (text: string) =>
  [...text.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, address]) => address)

test('a page links the style sheet of all pages, then its own; one that is not built is left out', () => {
  expect(linked(renderPage(context, page))).toEqual(['/peta/assets/pages/pages.css'])
  const styles = ['pages/absent-page.css', 'pages/contoh-page.css']
  expect(linked(renderPage(context, { ...page, styles }))).toEqual([
    '/peta/assets/pages/pages.css',
    '/peta/assets/pages/contoh-page.css',
  ])
})

test('what pages name of client/ is there, and no page has a style sheet or script that none names', () => {
  const sources = globSync('server/{pages,http}/**/*.ts', { cwd: ROOT })
  const named = sources.flatMap((file) =>
    [...readFileSync(`${ROOT}/${file}`, 'utf8').matchAll(/'(pages\/[\w-]+-page\.(?:css|ts))'/g)].map(
      ([, source]) => source,
    ),
  )
  const written = globSync('pages/*-page.{css,ts}', { cwd: `${ROOT}/client` })
  expect(written.length).toBeGreaterThan(4)
  expect([...new Set(named)].sort()).toEqual(written.sort())
})
