import { beforeEach, describe, expect, it } from 'vitest'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { Problem } from '../../../core/problem.ts'
import type { AuditedRequest } from '../../../server/audit/audit-log.ts'
import { makeNoteRequests } from '../../../server/http/routing/note-requests.ts'
import type { RouteFacts } from '../../../server/http/routing/route.ts'

const planner: Actor = { kind: 'account', id: 7, name: 'Uji', grants: [{ role: 'planner' }] }
const write: RouteFacts = {
  method: 'put',
  path: '/api/zones/{id}',
  summary: '',
  access: { to: 'zone:write' },
}
const read: RouteFacts = { ...write, method: 'get' }
const refusal = (status: number) => ({
  params: { id: 'x' },
  error: new Problem({ title: 'Refused', status }),
})

let audited: [AuditedRequest, number | null][]
let logged: object[]
let clock: number
let fails: boolean
const notes = () =>
  makeNoteRequests(
    {
      asked: async (request) => void audited.push([request, null]),
      async refused(request, status) {
        if (fails) throw new Error('away')
        audited.push([request, status])
      },
    },
    { info: (said: object) => void logged.push(said), error: (said: object) => void logged.push(said) },
    () => clock,
  )
beforeEach(() => {
  ;[audited, logged, clock, fails] = [[], [], 0, false]
})

describe('what accounts ask for', () => {
  it('is noted where it changes the store, with what a grant is needed for', async () => {
    await notes().asked(write, planner, { id: 'x' })
    await notes().asked({ ...write, access: { to: 'everyone', moreTo: 'proposal:submit' } }, planner, {})
    await notes().asked(read, planner, { id: 'x' })
    await notes().asked(write, PUBLIC, { id: 'x' })
    expect(audited.map(([{ account, action }]) => [account, action])).toEqual([
      [7, 'zone:write'],
      [7, 'proposal:submit'],
    ])
  })

  it('is noted as refused: writes whatever the reason, reads where they are not allowed, nothing that failed here', async () => {
    const { refused } = notes()
    for (const status of [400, 403, 404, 412, 503]) await refused(write, planner, refusal(status))
    for (const status of [400, 403, 404, 503]) await refused(read, planner, refusal(status))
    await refused(write, planner, { params: {}, error: new Error('a bug') })
    expect(audited.map(([{ method }, status]) => [method, status])).toEqual([
      ...[400, 403, 404, 412].map((status) => ['PUT', status]),
      ['GET', 403],
    ])
  })

  it('is refused also where that cannot be noted, which the log says', async () => {
    fails = true
    await notes().refused(write, planner, refusal(403))
    expect(logged).toEqual([{ err: expect.any(Error) }])
  })
})

it('what the public is refused for want of an account goes into the log, without what it asked for', async () => {
  const { refused } = notes()
  for (const status of [400, 401, 403, 404]) await refused(read, PUBLIC, refusal(status))
  expect(audited).toEqual([])
  expect(logged).toEqual([401, 403].map((status) => ({ status, method: 'GET', path: '/api/zones/{id}' })))
})

it('of one account no more than 500 refusals an hour are noted, and of others all the same', async () => {
  const { refused } = notes()
  for (let at = 0; at < 600; at++) await refused(write, planner, refusal(403))
  expect(audited.length).toBe(500)
  await refused(write, { ...planner, id: 8 }, refusal(403))
  expect(audited.length).toBe(501)
  clock = 3_600_000
  await refused(write, planner, refusal(403))
  expect(audited.length).toBe(502)
})
