import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** OWASP's second recommendation for argon2id: 19 MiB, 2 passes, 1 lane. `Algorithm` is a const enum: 2 is Argon2id. */
const COST = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const [LEAST_CHARACTERS, MOST_CHARACTERS] = [10, 1000]

export type PasswordFault = 'short' | 'long' | 'like-login' | 'one-letter'

/** What is wrong with a new password for this login; undefined for one that will do. */
export function passwordFault(password: string, login: string): PasswordFault | undefined {
  if ([...password].length < LEAST_CHARACTERS) return 'short'
  if (password.length > MOST_CHARACTERS) return 'long'
  if (new Set(password).size === 1) return 'one-letter'
  return password.toLowerCase().includes(login) ? 'like-login' : undefined
}

/** Takes tens of milliseconds, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password, COST)
}

/** An account without a password yet takes as long, so that timing reveals nothing. */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  if (typeof kept === 'string') return await verify(kept, password)
  await hash(password, COST)
  return false
}
