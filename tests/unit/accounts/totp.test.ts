import { describe, expect, it } from 'vitest'
import { SecretBox } from '../../../server/accounts/secret-box.ts'
import { base32, findTotpStep, totpAddress, totpCode, totpStep } from '../../../server/accounts/totp.ts'

const SECRET = Buffer.from('12345678901234567890')

describe('time-based codes', () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(totpCode(SECRET, totpStep(seconds * 1000))).toBe(code)
  })

  it('are found one step around their own, and no further', () => {
    const now = 1_234_567_890_000
    const here = totpStep(now)
    for (const step of [here - 1, here, here + 1])
      expect(findTotpStep(SECRET, totpCode(SECRET, step), now)).toBe(step)
    for (const step of [here - 2, here + 2])
      expect(findTotpStep(SECRET, totpCode(SECRET, step), now)).toBeUndefined()
    for (const code of ['', '12345', '1234567', 'abcdef', ' 05924', '００５９２４'])
      expect(findTotpStep(SECRET, code, now)).toBeUndefined()
  })

  it('have their secret in base32, with the login in the address of the QR code', () => {
    expect(base32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect([base32(Buffer.from('f')), base32(Buffer.from('foobar')), base32(Buffer.of())]).toEqual([
      'MY',
      'MZXW6YTBOI',
      '',
    ])
    expect(totpAddress('PetaUsul contoh.go.id', 'siti@desa', SECRET)).toBe(
      'otpauth://totp/PetaUsul%20contoh.go.id:siti%40desa?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=PetaUsul%20contoh.go.id',
    )
  })
})

describe('a box of secrets', () => {
  const box = new SecretBox('kunci yang panjang', 'uji')

  it('gives back what it sealed, each time sealed otherwise', () => {
    const [one, two] = [box.seal(SECRET, 'akun 1'), box.seal(SECRET, 'akun 1')]
    expect(one).not.toBe(two)
    for (const sealed of [one, two]) expect(Buffer.from(box.open(sealed, 'akun 1') ?? [])).toEqual(SECRET)
  })

  it('opens nothing with another key, purpose or owner, and nothing that was changed', () => {
    const sealed = box.seal(SECRET, 'akun 1')
    expect(new SecretBox('kunci lain', 'uji').open(sealed, 'akun 1')).toBeUndefined()
    expect(new SecretBox('kunci yang panjang', 'lain').open(sealed, 'akun 1')).toBeUndefined()
    expect(box.open(sealed, 'akun 2')).toBeUndefined()
    for (const at of [0, 20, sealed.length - 2]) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      expect(box.open(changed, 'akun 1')).toBeUndefined()
    }
    for (const nothing of ['', 'AAAA', sealed.slice(0, 30)])
      expect(box.open(nothing, 'akun 1')).toBeUndefined()
  })
})
