import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrCode } from '../../../server/pages/account/qr-code.ts'

const LINK = `https://peta.uji.example/akun/tautan?kunci=${'aB3-_xYz09'.repeat(4)}abc`

test('a QR code is drawn module by module, with free modules around it, and says what it is', () => {
  const { text } = qrCode(LINK, 'Kode <QR>')
  expect(text).toContain('aria-label="Kode &#60;QR&#62;"')
  const size = Number(/viewBox="0 0 (\d+) \d+"/.exec(text)?.[1])
  const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const runs = [...text.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map((run) => run.slice(1).map(Number))
  for (const [x = 0, y = 0, length = 0] of runs) drawn[y]?.fill(true, x, x + length)
  expect(drawn).toEqual(encode(LINK, { border: 4, ecc: 'M' }).data)
  expect(drawn.flat().filter(Boolean).length).toBeGreaterThan(400)
  for (const edge of [0, 3, size - 4, size - 1]) expect(drawn[edge]?.some(Boolean)).toBe(false)
})
