import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { documentUnder, withoutSitePath } from '../../../server/net/site-path.ts'

describe('PUBLIC_URL', () => {
  it.each([
    'https://geoportal.contoh.go.id',
    'https://geoportal.contoh.go.id/petausul/',
    'https://geoportal.contoh.go.id/bappeda/peta-usul',
  ])('may be %s', (url) => {
    expect(readConfig({ PUBLIC_URL: url }).publicUrl).toBe(url.replace(/\/$/, ''))
  })

  it.each([
    'https://geoportal.contoh.go.id/api',
    'https://geoportal.contoh.go.id/petausul/data',
    'https://geoportal.contoh.go.id/peta?x=1',
    'https://geoportal.contoh.go.id/peta#x',
    'https://geoportal.contoh.go.id/"onload="x',
    'https://geoportal.contoh.go.id/a//b',
  ])('may not be %s, whose addresses could not be told from ours', (url) => {
    expect(() => readConfig({ PUBLIC_URL: url })).toThrow('PUBLIC_URL')
  })
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
