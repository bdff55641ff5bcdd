import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { ownAddresses, refuseOwnAddress } from '../../../server/http/routes/own-addresses.ts'
import { documentUnder, withoutSitePath } from '../../../server/net/site-path.ts'

describe('PUBLIC_URL', () => {
  it.each([
    'https://geoportal.contoh.go.id',
    'https://geoportal.contoh.go.id/petausul/',
    'https://geoportal.contoh.go.id/bappeda/peta-usul',
  ])('may be %s', (url) => {
    const { publicUrl = '' } = readConfig({ PUBLIC_URL: url })
    expect(publicUrl).toBe(url.replace(/\/$/, ''))
    expect(() => refuseOwnAddress(publicUrl)).not.toThrow()
  })

  const own = ['https://geoportal.contoh.go.id/api', 'https://geoportal.contoh.go.id/petausul/data']

  it.each([
    ...own,
    ...[...ownAddresses].map((part) => `https://geoportal.contoh.go.id/${part}`),
    'https://geoportal.contoh.go.id/peta?x=1',
    'https://geoportal.contoh.go.id/peta#x',
    'https://geoportal.contoh.go.id/"onload="x',
    'https://geoportal.contoh.go.id/a//b',
  ])('may not be %s, whose addresses could not be told from ours', (url) => {
    expect(() => refuseOwnAddress(readConfig({ PUBLIC_URL: url }).publicUrl ?? '')).toThrow('PUBLIC_URL')
  })
})

it('knows the first part of every address, of tiles and built files too', () => {
  const some = [
    'akun',
    'api',
    'assets',
    'csw',
    'data',
    'healthz',
    'heat',
    'katalog',
    'metrics',
    'tiles',
    'wms',
  ]
  expect([...ownAddresses]).toEqual(expect.arrayContaining(some))
})

it.each([
  ['/petausul/api/layers?year=2025', '/api/layers?year=2025'],
  ['/petausul', '/'],
  ['/petausul?lang=en', '/?lang=en'],
  ['/api/layers', '/api/layers'],
  ['/petausulan', '/petausulan'],
  ['/petausul/petausul/', '/petausul/'],
])('%s is %s to routes', (url, routed) => {
  expect(withoutSitePath(url, '/petausul')).toBe(routed)
  expect(withoutSitePath(url, '')).toBe(url)
})

it('documents lead under the path, and texts that look like links stay texts', () => {
  const document =
    '<html lang="id"><a href="/usulan">x</a><script src="./assets/a.js"></script><a href="//lain/"></a><a href="#isi"></a><input value="/usulan">'
  expect(documentUnder('/petausul', document)).toBe(
    '<html data-site="/petausul" lang="id"><a href="/petausul/usulan">x</a><script src="/petausul/assets/a.js"></script><a href="//lain/"></a><a href="#isi"></a><input value="/usulan">',
  )
  expect(documentUnder('', '<html><a href="./assets/a.js">')).toBe('<html><a href="/assets/a.js">')
})
