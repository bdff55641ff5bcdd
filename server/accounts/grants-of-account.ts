import { z } from 'zod'
import { type Grant, ROLES } from '../../core/access/grant.ts'
import { DECISION_ROLES } from '../../core/proposal/decision.ts'

/** As `grants_of_account` gives them (migrations/024-people.sql): those that hold at this moment, without bounds that are null. */
const storedGrant = z.object({
  role: z.enum(ROLES),
  area: z.string().exactOptional(),
  agency: z.string().exactOptional(),
  office: z.enum(DECISION_ROLES).exactOptional(),
  stages: z.array(z.string()).exactOptional(),
  years: z.array(z.number()).exactOptional(),
})

/**
 * What an account was granted, by what the store says. What is not understood grants nothing: whoever has it may do what the
 * public may.
 */
export function grantsOfAccount(stored: unknown): readonly Grant[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((one): Grant[] => {
    const read = storedGrant.safeParse(one)
    return read.success ? [read.data] : []
  })
}
