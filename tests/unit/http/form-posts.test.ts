import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { answerErrors } from '../../../server/http/answer/respond.ts'
import { formBody } from '../../../server/http/request/body-reader.ts'
import { mount } from '../../../server/http/routing/mount.ts'
import { NOTES_NOTHING } from '../../../server/http/routing/note-requests.ts'
import { routesFor } from '../../../server/http/routing/route.ts'
import { makeLog } from '../../../server/log.ts'

const planner: Actor = { kind: 'account', id: 1, name: 'Sari', grants: [{ role: 'planner' }] }
const route = routesFor<{ written: Record<string, string>[] }>()
const fields = formBody({ schema: () => ({ type: 'object' }), read: (given) => ({ ...given }) })
const routes = [
  route({
    method: 'post',
    path: '/contoh/{id}',
    summary: 'A form of those who plan',
    access: { to: 'zone:write' },
    params: { id: 'Id' },
    body: fields,
    handle({ services, response, params, body }) {
      services.written.push({ ...body, id: params.id })
      response.redirect(303, '/contoh')
    },
  }),
  route({
    method: 'post',
    path: '/ajukan',
    summary: 'A form of everyone',
    access: { to: 'proposal:submit' },
    body: fields,
    handle: ({ response }) => void response.status(201).end(),
  }),
]

const written: Record<string, string>[] = []
let server: Server
let noted = 0
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  })
const signedIn = { Cookie: 'petausul_session=x' }
const origin = () => `http://localhost:${(server.address() as AddressInfo).port}`

beforeAll(async () => {
  const gate = {
    actors: {
      of: async ({ headers }: { headers: { cookie?: string } }) => (headers.cookie ? planner : PUBLIC),
    },
    publication: { isPublic: () => true, hidesAny: false },
    noteWrite: () => {
      noted += 1
    },
    noteRequests: NOTES_NOTHING,
  }
  server = express()
    .use(mount(routes, { written }, gate))
    .use(answerErrors(makeLog('silent')))
    .listen(0)
  await once(server, 'listening')
})
afterAll(() => server.close())

describe('a plain form', () => {
  it('of our own page is read, field by field, and noted as a write', async () => {
    const own: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'same-origin' },
      { Origin: origin() },
      { Referer: `${origin()}/rencana` },
    ]
    for (const shown of own) {
      const answer = await post('/contoh/7', 'nama=Pasir+Panjang&catatan=a%26b', { ...signedIn, ...shown })
      expect([answer.status, answer.headers.get('location')], JSON.stringify(shown)).toEqual([303, '/contoh'])
      expect(written.pop()).toEqual({ id: '7', nama: 'Pasir Panjang', catatan: 'a&b' })
    }
    expect(noted).toBe(own.length)
  })

  it('of another site, or of one that does not show itself, is refused for who is signed in', async () => {
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site', Origin: origin() },
      { Origin: 'https://penipu.example' },
      { Origin: 'null' },
      { Referer: 'https://penipu.example/contoh' },
      { Referer: 'nonsense' },
      {},
    ]
    for (const shown of foreign)
      expect(
        (await post('/contoh/7', 'nama=x', { ...signedIn, ...shown })).status,
        JSON.stringify(shown),
      ).toBe(403)
    expect(written).toEqual([])
  })

  it('without credentials may show nothing, and not another site', async () => {
    expect((await post('/ajukan', 'judul=Jembatan')).status).toBe(201)
    expect((await post('/ajukan', 'judul=Jembatan', { Origin: 'https://penipu.example' })).status).toBe(403)
    expect((await post('/contoh/7', 'nama=x')).status).toBe(401)
  })

  it('that is no form, or not a sound one, is refused', async () => {
    const own = { ...signedIn, Origin: origin() }
    expect((await post('/contoh/7', '{}', { ...own, 'Content-Type': 'application/json' })).status).toBe(415)
    expect((await post('/contoh/7', 'nama=a&nama=b', own)).status).toBe(400)
    expect((await post('/contoh/7', 'nama=a%00', own)).status).toBe(400)
    expect((await post('/contoh/7', 'x'.repeat(200_000), own)).status).toBe(413)
    const many = Array.from({ length: 600 }, (_, n) => `f${n}=`).join('&')
    expect((await post('/contoh/7', many, own)).status).toBe(400)
    expect((await post('/contoh/7', '__proto__=x&constructor=y', own)).status).toBe(303)
    expect(Object.entries(written.pop() ?? {})).toContainEqual(['constructor', 'y'])
    expect((await post('/contoh/7%00', 'nama=a', own)).status).toBe(404)
  })
})
