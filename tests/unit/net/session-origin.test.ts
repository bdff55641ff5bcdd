import { expect, test } from 'vitest'
import { networkOf } from '../../../server/net/network-of.ts'
import { deviceWords, shortNetwork } from '../../../server/net/session-origin.ts'

test('a network is shortened to what many share', () => {
  expect(shortNetwork(networkOf('203.0.113.77'))).toBe('203.0.113.x')
  expect(shortNetwork(networkOf('::ffff:203.0.113.77'))).toBe('203.0.113.x')
  expect(shortNetwork(networkOf('2001:db8:7:7:1::9'))).toBe('2001:db8:7:…')
  expect(shortNetwork(networkOf('no address'))).toBe('unknown')
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge, Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet, Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari, iOS',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari, macOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox, Linux'],
  ['curl/8.14.1', 'curl'],
  ['', ''],
  [undefined, ''],
])('a browser is named by what it says of itself: %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words)
})
