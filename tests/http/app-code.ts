import { totpCode, totpStep } from '../../server/accounts/totp.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows that was given this secret; in so many steps from now. */
export function codeOf(secret: string, steps = 0): string {
  return totpCode(bytesOf(secret), totpStep(Date.now()) + steps)
}

export function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
