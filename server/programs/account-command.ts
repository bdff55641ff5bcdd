import { parseArgs } from 'node:util'
import { SYSTEM } from '../../core/access/actor.ts'
import type { ApplicationToken, HeldGrant, ListedAccount } from '../../core/api/account.ts'
import { Problem } from '../../core/problem.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { type MadeLink, makeLink } from '../accounts/account-links.ts'
import { type TokenRequest, tokenSchema } from '../accounts/account-request.ts'
import { normaliseLogin } from '../accounts/administrator.ts'
import { listTokens, makeToken, revokeToken } from '../accounts/application-tokens.ts'
import { inviteAccount, setDisabled } from '../accounts/change-accounts.ts'
import { endGrant, giveGrant } from '../accounts/change-grants.ts'
import { findAccount, listAccounts, readAccount } from '../accounts/read-accounts.ts'
import { removeSecondFactor } from '../accounts/second-factor.ts'
import type { CommandAnswer } from '../audit/audit-command.ts'
import { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/database.ts'
import { type Fields, readGrantForm, readInvitationForm } from '../pages/account/read-grant-form.ts'
import { readBody } from '../requests/read-body.ts'

export const ACCOUNT_USAGE = `account list [WORD …]
       account invite LOGIN --name NAME [--email ADDRESS] [--workplace WORDS] [GRANT]
       account grant LOGIN GRANT
       account end LOGIN NUMBER-OF-GRANT
       account disable LOGIN | account enable LOGIN | account reset LOGIN
       account tokens LOGIN | account revoke LOGIN NUMBER-OF-TOKEN
       account second-step-off LOGIN
       account token LOGIN --name NAME [--days DAYS] [--grants 17,18] [--writes yes]
  GRANT: --role ROLE [--area CODE] [--agency NAME] [--office OFFICE] [--stages A,B] [--years 2026,2027] [--until 2026-12-31]`

const OPTIONS = [
  'name',
  'email',
  'workplace',
  'role',
  'area',
  'agency',
  'office',
  'stages',
  'years',
  'until',
  'days',
  'grants',
  'writes',
] as const
const MOST_LISTED = 200

interface Asked {
  readonly database: Pick<Database, 'write'>
  /** Where the server is reached: links begin with it. */
  readonly publicUrl: string
  readonly words: readonly string[]
  readonly fields: Fields
}

const NOT_UNDERSTOOD: CommandAnswer = { text: `Usage: npm run admin -- ${ACCOUNT_USAGE}`, code: 2 }

/**
 * Accounts at the terminal: the exception to bounds, since whoever is there has the store. Recorded by the audit before it is
 * done, by the number of the account.
 */
export async function answerAccount(
  database: Pick<Database, 'write'>,
  publicUrl: string,
  given: readonly string[],
): Promise<CommandAnswer> {
  const read = readWords(given)
  const [command = '', ...words] = read?.words ?? []
  const answer = COMMANDS[command]
  if (!read || !answer) return NOT_UNDERSTOOD
  try {
    return await answer({ database, publicUrl, words, fields: read.fields })
  } catch (error) {
    if (error instanceof Problem) return { text: error.message, code: 1 }
    throw error
  }
}

type Command = (asked: Asked) => Promise<CommandAnswer>

const COMMANDS: Readonly<Record<string, Command>> = {
  async list({ database, words }) {
    const lines: string[] = []
    for (let after: number | null | undefined; after !== null; ) {
      const page = await listAccounts(database.write, SYSTEM, { words, after, limit: MOST_LISTED })
      lines.push(...page.items.map(describe))
      after = page.next
    }
    return { text: lines.join('\n') || 'None.', code: 0 }
  },
  async invite(asked) {
    const [login, ...more] = asked.words
    if (login === undefined || more.length > 0) return NOT_UNDERSTOOD
    const invitation = readInvitationForm({ ...asked.fields, login })
    await note(asked, 'invite', {})
    const { link } = await inviteAccount(asked.database.write, SYSTEM, invitation)
    return { text: tellLink(asked, link), code: 0 }
  },
  grant: (asked) =>
    ofAccount(asked, 0, async (account) => {
      const grant = readGrantForm(asked.fields)
      await note(asked, 'grant', { account: String(account), role: grant.role, area: grant.area ?? '' })
      const given = await giveGrant(asked.database.write, SYSTEM, account, grant)
      return given.isNew ? `Given: ${wordGrant(given.grant)}` : `Held already: ${wordGrant(given.grant)}`
    }),
  end: (asked) =>
    ofAccount(asked, 1, async (account) => {
      const number = asked.words[1] ?? ''
      if (!/^\d{1,9}$/.test(number)) return undefined
      await note(asked, 'end', { account: String(account), grant: number })
      await endGrant(asked.database.write, SYSTEM, account, Number(number))
      return 'Ended.'
    }),
  'second-step-off': (asked) =>
    ofAccount(asked, 0, async (account) => {
      await note(asked, 'second-step-off', { account: String(account) })
      return (await removeSecondFactor(asked.database.write, account)) ? 'Taken off.' : 'There was none.'
    }),
  tokens: (asked) =>
    ofAccount(asked, 0, async (account) => {
      const tokens = await listTokens(asked.database.write, account)
      return tokens.map(wordToken).join('\n') || 'None.'
    }),
  token: (asked) =>
    ofAccount(asked, 0, async (account) => {
      const wanted = readTokenOptions(asked.fields, await heldBy(asked, account))
      await note(asked, 'token', { account: String(account) })
      const { token, login, expiresAt } = await makeToken(asked.database.write, SYSTEM, account, wanted)
      return `${token}\nInstead of the password of ${login} in HTTP Basic, until ${expiresAt}. It is shown only now.`
    }),
  revoke: (asked) =>
    ofAccount(asked, 1, async (account) => {
      const number = asked.words[1] ?? ''
      if (!/^\d{1,9}$/.test(number)) return undefined
      await note(asked, 'revoke', { account: String(account), token: number })
      await revokeToken(asked.database.write, SYSTEM, account, Number(number))
      return 'Revoked.'
    }),
  disable: (asked) => setState(asked, true),
  enable: (asked) => setState(asked, false),
  reset: (asked) =>
    ofAccount(asked, 0, async (account) => {
      await note(asked, 'reset', { account: String(account) })
      return tellLink(asked, await makeLink(asked.database.write, SYSTEM, account))
    }),
}

function setState(asked: Asked, disabled: boolean): Promise<CommandAnswer> {
  return ofAccount(asked, 0, async (account) => {
    await note(asked, disabled ? 'disable' : 'enable', { account: String(account) })
    await setDisabled(asked.database.write, SYSTEM, account, disabled)
    return disabled ? 'Disabled; its sessions and links have ended.' : 'Enabled.'
  })
}

/** Does something with the account whose login comes first, with so many words after it; undefined where they are not understood. */
async function ofAccount(
  { database, words }: Asked,
  more: number,
  work: (account: number) => Promise<string | undefined>,
): Promise<CommandAnswer> {
  const [typed = ''] = words
  if (words.length !== 1 + more) return NOT_UNDERSTOOD
  const login = normaliseLogin(typed)
  const account = login === undefined ? undefined : await findAccount(database.write, login)
  if (account === undefined) return { text: `No account has the login ${typed}.`, code: 1 }
  const text = await work(account)
  return text === undefined ? NOT_UNDERSTOOD : { text, code: 0 }
}

async function note(
  { database }: Asked,
  command: string,
  params: Readonly<Record<string, string>>,
): Promise<void> {
  const path = `account ${command}`
  await new AuditLog(database.write).asked({
    account: null,
    action: 'terminal',
    method: 'TERMINAL',
    path,
    params,
  })
}

/** Words and options; undefined where an option is not known or comes without a value. */
function readWords(given: readonly string[]): { words: string[]; fields: Fields } | undefined {
  try {
    const options = Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }]))
    const { positionals, values } = parseArgs({ args: [...given], options, allowPositionals: true })
    const typed = Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    )
    const { stages, ...fields } = Object.fromEntries(typed)
    return { words: positionals, fields: { ...fields, ...stagesOf(stages) } }
  } catch {
    return undefined
  }
}

/** As the form has them; what is no stage is left to be refused. */
function stagesOf(list: string | undefined): Fields {
  const named = (list ?? '').split(',').filter(Boolean)
  const unknown = named.find((one) => !PROPOSAL_STAGES.some((stage) => stage === one))
  if (unknown !== undefined) throw new Error(`no stage ${unknown}`)
  return Object.fromEntries(named.map((stage) => [`stage-${stage}`, 'on']))
}

/** All that the account holds, unless some are named. Throws Problem (400). */
function readTokenOptions(
  { name = '', days, grants, writes }: Fields,
  held: readonly HeldGrant[],
): TokenRequest {
  const numbers = grants === undefined ? held.map(({ id }) => id) : grants.split(',').map(Number)
  return readBody(tokenSchema, {
    ...{ name, grants: numbers, readsOnly: writes !== 'yes' },
    ...(days === undefined ? {} : { days: Number(days) }),
  })
}

async function heldBy({ database }: Asked, account: number): Promise<readonly HeldGrant[]> {
  return (await readAccount(database.write, SYSTEM, account)).grants
}

function wordToken({ id, name, state, readsOnly, grants, expiresAt, lastUsedAt }: ApplicationToken): string {
  const used = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`
  const facts = [state, readsOnly ? 'only reads' : 'may change', `until ${expiresAt}`, used]
  return [`${id}: ${name}  ${facts.join(', ')}`, ...grants.map((grant) => `  ${wordGrant(grant)}`)].join('\n')
}

function describe({ login, name, state, grants }: ListedAccount): string {
  return [`${login}  ${name}  ${state}`, ...grants.map((grant) => `  ${wordGrant(grant)}`)].join('\n')
}

function wordGrant({ id, role, area, agency, office, stages, years, expiresAt }: HeldGrant): string {
  const bounds = [
    area,
    agency,
    office,
    stages?.join('+'),
    years?.join('+'),
    expiresAt && `until ${expiresAt}`,
  ]
  return `${id}: ${[role, ...bounds].filter(Boolean).join(' ')}`
}

function tellLink({ publicUrl }: Asked, { token, expiresAt }: MadeLink): string {
  return `${publicUrl}/akun/tautan?kunci=${token}\nHolds once, until ${expiresAt}. It is shown only now.`
}
