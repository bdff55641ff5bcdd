import { expect, test } from 'vitest'
import { type AccountActor, PUBLIC, SYSTEM } from '../../../core/access/actor.ts'
import { type Grant, ROLES } from '../../../core/access/grant.ts'
import { mayGive, mayReset } from '../../../core/access/may-give.ts'

const ME = 1
const OTHER = 2
const holding = (...grants: Grant[]): AccountActor => ({ kind: 'account', id: ME, name: 'Uji', grants })
const verifier: Grant = { role: 'verifier', area: '62.01.01', years: [2026] }

test('an administrator gives roles to others, and the terminal to anyone', () => {
  for (const role of ROLES) {
    expect(mayGive(holding({ role: 'administrator' }), { role }, OTHER), role).toBe(true)
    expect(mayGive(SYSTEM, { role }, ME), role).toBe(true)
  }
})

test('nobody gives to themselves, nor without being an administrator', () => {
  for (const role of ROLES) {
    expect(mayGive(holding({ role: 'administrator' }), { role }, ME), role).toBe(false)
    if (role !== 'administrator') expect(mayGive(holding({ role }), verifier, OTHER), role).toBe(false)
  }
  expect(mayGive(PUBLIC, verifier, OTHER)).toBe(false)
  expect(mayGive({ kind: 'bearer', proposal: 1 }, verifier, OTHER)).toBe(false)
})

test('nobody gives beyond the bounds of the grant by which they give', () => {
  const gives = (bounds: Partial<Grant>, grant: Grant) =>
    mayGive(holding({ role: 'administrator', ...bounds }), grant, OTHER)
  expect(gives({ area: '62.01' }, verifier)).toBe(true)
  expect(gives({ area: '62.01', years: [2026, 2027] }, verifier)).toBe(true)
  expect(gives({ area: '62.02' }, verifier)).toBe(false)
  expect(gives({ area: '62.01.01.2001' }, verifier)).toBe(false)
  expect(gives({ years: [2025] }, verifier)).toBe(false)
  expect(gives({ agency: 'PUPR' }, verifier)).toBe(false)
  expect(gives({ stages: ['village'] }, verifier)).toBe(false)
  expect(gives({ office: 'district' }, verifier)).toBe(false)
  expect(gives({ stages: ['village', 'district'] }, { ...verifier, stages: ['village'] })).toBe(true)
  // What another grant holds does not widen it.
  const two = holding({ role: 'administrator', area: '62.02' }, { role: 'planner' })
  expect(mayGive(two, verifier, OTHER)).toBe(false)
})

test('an account is let in again by who could have given all that it holds', () => {
  const actor = holding({ role: 'administrator', area: '62.01' })
  expect(mayReset(actor, { id: OTHER, grants: [verifier] })).toBe(true)
  expect(mayReset(actor, { id: OTHER, grants: [verifier, { role: 'administrator' }] })).toBe(false)
  expect(mayReset(actor, { id: ME, grants: [] })).toBe(false)
  expect(mayReset(holding({ role: 'verifier' }), { id: OTHER, grants: [] })).toBe(false)
  expect(mayReset(SYSTEM, { id: OTHER, grants: [{ role: 'administrator' }] })).toBe(true)
})
