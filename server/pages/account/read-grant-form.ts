import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'
import {
  type GrantRequest,
  grantSchema,
  type InvitationRequest,
  invitationSchema,
} from '../../accounts/account-request.ts'
import { readBody } from '../../requests/read-body.ts'

/** Fields of a form as they were typed. */
export type Fields = Readonly<Record<string, string>>

const DAY_MS = 86_400_000

/** The grant that a form asks for. Throws Problem (400). */
export function readGrantForm(fields: Fields): GrantRequest {
  return readBody(grantSchema, grantOf(fields))
}

/** The invitation that a form asks for; without a role it gives none. Throws Problem (400). */
export function readInvitationForm(fields: Fields): InvitationRequest {
  const { login = '', name = '', role = '' } = fields
  return readBody(invitationSchema, {
    login: login.trim(),
    name,
    ...typed(fields, ['email', 'workplace']),
    grants: role === '' ? [] : [grantOf(fields)],
  })
}

function grantOf(fields: Fields): object {
  const stages = PROPOSAL_STAGES.filter((stage) => fields[`stage-${stage}`] !== undefined)
  const years = (fields.years ?? '').split(/[\s,;]+/).filter(Boolean)
  const until = fields.until?.trim() ?? ''
  return {
    role: fields.role,
    ...typed(fields, ['area', 'agency', 'office']),
    ...(stages.length > 0 ? { stages } : {}),
    ...(years.length > 0 ? { years: years.map(Number) } : {}),
    ...(until === '' ? {} : { expiresAt: endOfDay(until) }),
  }
}

function typed(fields: Fields, names: readonly string[]): Record<string, string> {
  const filled = names.flatMap((name) => {
    const value = fields[name]?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return Object.fromEntries(filled)
}

/** The first moment after a day in Jakarta; what is no day is left to be refused. */
function endOfDay(day: string): string {
  const begins = Date.parse(`${day}T00:00:00+07:00`)
  return Number.isNaN(begins) ? day : new Date(begins + DAY_MS).toISOString()
}
