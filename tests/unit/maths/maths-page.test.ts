import { expect, test } from 'vitest'
import { PUBLIC } from '../../../core/access/actor.ts'
import { mathsCases } from '../../../core/maths-cases/maths-cases.ts'
import { isOfMethod, mathsMethods } from '../../../core/maths-cases/maths-methods.ts'
import { caseNames } from '../../../server/pages/maths/case-names.ts'
import { renderMathsPage } from '../../../server/pages/maths/maths-page.ts'
import type { PageContext } from '../../../server/pages/page-context.ts'

const context = (language: 'id' | 'en'): PageContext => ({
  language,
  address: '/matematika',
  publicUrl: 'http://localhost',
  district: undefined,
  actor: PUBLIC,
  assets: { address: () => undefined },
  footer: [],
})
const agreeing = mathsCases.map(({ id, expected }) => ({ id, actual: expected, passed: true, fault: null }))
const page = (cases: typeof agreeing, language: 'id' | 'en' = 'id') =>
  renderMathsPage(context(language), {
    state: 'done',
    result: { cases, solver: 'HiGHS', milliseconds: 3200 },
    checkedAt: new Date('2026-02-12T00:00:00Z'),
  })

test('every reference case belongs to exactly one method, and no method is without a case', () => {
  for (const { id } of mathsCases)
    expect(
      mathsMethods.filter((method) => isOfMethod(method, id)).map(({ key }) => key),
      id,
    ).toHaveLength(1)
  for (const method of mathsMethods)
    expect(
      mathsCases.some(({ id }) => isOfMethod(method, id)),
      method.key,
    ).toBe(true)
})

test('every reference case has an Indonesian name, and no name is without its case', () => {
  expect(Object.keys(caseNames).sort()).toEqual(mathsCases.map(({ id }) => id).sort())
})

test('the page shows every case with its numbers and says that all agree', () => {
  const text = page(agreeing)
  expect(text.match(/<article class="case">/g)).toHaveLength(mathsCases.length)
  expect(text).toContain(`Semua ${mathsCases.length} contoh cocok.`)
  expect(text).toContain('0,2666667')
  expect(page(agreeing, 'en')).toContain('0.2666667')
})

test('a case that misses is marked beside its numbers and counted at the top', () => {
  const text = page(
    agreeing.map((checked) =>
      checked.id === 'gini' ? { ...checked, actual: [0.3], passed: false } : checked,
    ),
  )
  expect(text).toContain(`1 dari ${mathsCases.length} contoh tidak cocok.`)
  expect(text.match(/class="outcome bad"/g)).toHaveLength(1)
  expect(text).toContain('<td>0,3</td>')
})

test('while cases are computed the page says how far that is, with a link to reload', () => {
  const text = renderMathsPage(context('en'), { state: 'running', done: 12, of: 50 })
  expect(text).toContain('12 of 50 examples are done.')
  expect(text).toContain('href="/matematika?lang=en"')
  expect(text).not.toContain('<article')
})
