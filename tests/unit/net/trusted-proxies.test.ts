import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { ConfigFault, readConfig } from '../../../server/config.ts'
import { clientAddress } from '../../../server/net/client-address.ts'
import { parseTrustProxy, trustNobody } from '../../../server/net/trusted-proxies.ts'

/** Settings as the environment has them, and the same for Express; then what it documents of each. */
const SETTINGS: [string, boolean | number | string][] = [
  ['true', true],
  ['false', false],
  ['0', 0],
  ['1', 1],
  ['2', 2],
  ['loopback', 'loopback'],
  ['linklocal', 'linklocal'],
  ['uniquelocal', 'uniquelocal'],
  ['loopback, linklocal, uniquelocal', 'loopback, linklocal, uniquelocal'],
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.0/255.0.0.0,10.0.0.0/8', '127.0.0.0/255.0.0.0,10.0.0.0/8'],
  ['127.0.0.1,2001:db8::/32', '127.0.0.1,2001:db8::/32'],
  ['192.0.2.1', '192.0.2.1'],
]
const FORWARDED = [
  undefined,
  '198.51.100.7',
  '203.0.113.9, 198.51.100.7',
  '203.0.113.9, 10.1.2.3',
  '203.0.113.9,169.254.3.4 , 192.168.7.7',
  '2001:db8::7, 2001:db8:1::1',
  '2001:db8::7, fd00::1',
  '203.0.113.9, ::ffff:10.0.0.1',
]

describe('the address of the client', () => {
  let incoming: IncomingMessage
  const app = express()
  const server = createServer((request, response) => {
    incoming = request
    app(request, response)
  })
  app.get('/', (request, response) => void response.send(request.ip ?? ''))
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())

  const ask = (forwarded: string | undefined) =>
    new Promise<string>((resolve, reject) => {
      const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded }
      const { port } = server.address() as AddressInfo
      send({ port, host: '127.0.0.1', headers, agent: false }, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text))
      })
        .on('error', reject)
        .end()
    })

  it.each(SETTINGS)('with %s is what Express finds', async (text, setting) => {
    const trust = parseTrustProxy(text)
    for (const forwarded of FORWARDED) {
      app.set('trust proxy', setting)
      const theirs = await ask(forwarded)
      app.set('trust proxy', trust)
      expect(await ask(forwarded), forwarded).toBe(theirs)
      expect(clientAddress(incoming, trust), forwarded).toBe(theirs)
    }
  })

  it('is the nearest that is known, where a proxy names none', async () => {
    const trust = parseTrustProxy('2')
    await ask('unknown')
    expect(clientAddress(incoming, trust)).toBe('127.0.0.1')
    await ask('203.0.113.9:5678')
    expect(clientAddress(incoming, trust)).toBe('203.0.113.9')
    await ask('[2001:db8::9]:5678')
    expect(clientAddress(incoming, trust)).toBe('2001:db8::9')
    expect(clientAddress(incoming, trustNobody)).toBe('127.0.0.1')
  })
})

test.each([
  'loopbak',
  '10.0.0.0/33',
  '10.0.0.0/0',
  '10.0.0.0/8/9',
  '10.0.0.0/255.0.255.0',
  '::1/129',
  '1,2',
  '-1',
  '1.5',
  '33',
  'loopback,',
  'TRUE ',
  '10.0.0',
  'proxy.example',
])('TRUST_PROXY=%s is a fault that is told', (value) => {
  expect(() => readConfig({ TRUST_PROXY: value })).toThrow(ConfigFault)
  expect(() => readConfig({ TRUST_PROXY: value })).toThrow(/TRUST_PROXY: expected a number of proxies/)
})
