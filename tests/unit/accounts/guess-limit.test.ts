import { describe, expect, it } from 'vitest'
import { type Guesser, GuessLimit, TooManyGuesses } from '../../../server/accounts/guess-limit.ts'

const LIMITS = { guesses: 10, seconds: 900, atAccount: 100 }
const at = (network: string, more: Partial<Guesser> = {}) => ({ account: 'admin', network, ...more })
const wrong = async () => undefined
const right = async () => 'account'

function fixture() {
  const clock = { ms: 0 }
  const limit = new GuessLimit(LIMITS, () => clock.ms)
  const refused = async (guesser: Guesser, verify: () => Promise<string | undefined> = right) => {
    try {
      await limit.check(guesser, verify)
      return undefined
    } catch (error) {
      if (error instanceof TooManyGuesses) return error.seconds
      throw error
    }
  }
  return { clock, limit, refused }
}

async function attack(
  { limit }: { limit: GuessLimit },
  networks: number,
  account = 'admin',
): Promise<number> {
  let checked = 0
  for (let network = 0; network < networks; network += 1) {
    for (let guess = 0; guess < 10; guess += 1) {
      const verify = async () => {
        checked += 1
        return undefined
      }
      await limit.check({ account, network: `bot ${network}` }, verify).catch(() => undefined)
    }
  }
  return checked
}

describe('a limit for guesses', () => {
  it('lets ten of fifty wrong ones at once be checked, and fifty right ones all', async () => {
    const { limit, refused } = fixture()
    let checked = 0
    const slowly = async () => {
      checked += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      return undefined
    }
    const many = await Promise.all(Array.from({ length: 50 }, () => refused(at('a'), slowly)))
    expect(checked).toBe(10)
    expect(many.filter((wait) => wait === 900)).toHaveLength(40)
    const allRight = await Promise.all(Array.from({ length: 50 }, () => limit.check(at('b'), right)))
    expect(allRight).toEqual(Array(50).fill('account'))
  })

  it('opens again when the time is over', async () => {
    const { clock, limit, refused } = fixture()
    for (let guess = 0; guess < 10; guess += 1) await limit.check(at('a'), wrong)
    clock.ms = 300_000
    expect(await refused(at('a'))).toBe(600)
    clock.ms = 900_000
    expect(await refused(at('a'))).toBeUndefined()
  })

  it('forgives what could not be checked', async () => {
    const { limit, refused } = fixture()
    const away = async () => {
      throw new Error('the database is away')
    }
    for (let guess = 0; guess < 200; guess += 1)
      await expect(limit.check(at('a'), away)).rejects.toThrow('the database is away')
    expect(await refused(at('a'))).toBeUndefined()
  })

  it('counts a known device apart from its network', async () => {
    const { limit, refused } = fixture()
    for (let guess = 0; guess < 10; guess += 1) await limit.check(at('a'), wrong)
    expect(await refused(at('a'))).toBe(900)
    expect(await refused(at('a', { device: 'x' }))).toBeUndefined()
    for (let guess = 0; guess < 10; guess += 1) await limit.check(at('b', { device: 'x' }), wrong)
    expect(await refused(at('c', { device: 'x' }))).toBe(900)
    expect(await refused(at('c'))).toBeUndefined()
  })

  it('slows an account down under attack from many networks, but not for those that it is known from', async () => {
    const made = fixture()
    const { clock, limit, refused } = made
    await limit.check(at('office'), right)
    expect(await attack(made, 40)).toBe(100)
    expect(await refused(at('elsewhere'))).toBe(9)
    expect(await refused(at('office'))).toBeUndefined()
    expect(await refused(at('elsewhere', { device: 'x' }))).toBeUndefined()
    expect(await refused(at('elsewhere', { account: 'other' }))).toBeUndefined()
    clock.ms += 9_000
    expect(await refused(at('elsewhere'))).toBeUndefined()
  })

  it('holds a bounded number of networks', async () => {
    const { limit, refused } = fixture()
    for (let guess = 0; guess < 10; guess += 1) await limit.check(at('first', { account: 'a' }), wrong)
    expect(await refused(at('first', { account: 'a' }))).toBe(900)
    for (let network = 0; network < 20_001; network += 1) await limit.check(at(`n${network}`), right)
    expect(await refused(at('first', { account: 'a' }))).toBeUndefined()
  })
})
