import { waitsForSecondStep } from '../../../../core/access/second-step.ts'
import { readOwnAccount } from '../../../accounts/own-account.ts'
import { readSecondFactor } from '../../../accounts/second-factor.ts'
import type { RefusedForm } from '../../../pages/account/grant-fields.ts'
import type { Fields } from '../../../pages/account/read-grant-form.ts'
import {
  SECOND_STEP_PATH as PATH,
  renderBegunPage,
  renderRecoveryCodesPage,
  renderSecondStepPage,
} from '../../../pages/account/second-step-page.ts'
import { readLanguage } from '../../../pages/language.ts'
import { localLink, type PageContext } from '../../../pages/page-context.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import type { Asked } from '../../routing/route.ts'
import { ownOf } from '../accounts/own-account-routes.ts'
import { begin, confirm, remove, renewCodes } from '../accounts/second-step-routes.ts'
import { contextOf, refusedAsForm, tellInForm } from './form-refused.ts'
import { language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const accounts = { to: 'accounts' } as const
/** What was typed as a password or code is kept in no form. */
const secrets = formBody({ schema: () => ({ type: 'object' }), read: (typed): Fields => typed })
const shared = {
  method: 'post',
  access: accounts,
  changesAccounts: true,
  query: [language],
  body: secrets,
} as const

type OwnAsked = Asked<PageServices, string, string, Fields>

/** The second step at sign-in, for one's own account; plain forms, without a script. */
export const secondStepPages = [
  pageRoute({
    method: 'get',
    path: PATH,
    summary: 'The second step at sign-in of one’s own account',
    access: accounts,
    query: [language],
    async handle({ services, request, response }) {
      const context = await contextOf({ services, request, response }, PATH)
      response.set('Cache-Control', 'no-store')
      sendHtml(response, await draw(services, context))
    },
  }),
  pageRoute({
    ...shared,
    path: PATH,
    summary: 'Beginning to set up the second step by a form',
    async handle(asked: OwnAsked) {
      const { current = '' } = asked.body
      const begun = await refused(asked, () => begin(asked, { current }))
      await send(asked, (context) => renderBegunPage(context, begun))
    },
    fault: tellInForm(draw),
  }),
  pageRoute({
    ...shared,
    path: `${PATH}/aktif`,
    summary: 'Turning the second step on by a form',
    async handle(asked: OwnAsked) {
      const { code = '' } = asked.body
      const codes = await refused(asked, () => confirm(asked, { code }))
      await send(asked, (context) => renderRecoveryCodesPage(context, codes))
    },
    fault: tellInForm(draw),
  }),
  pageRoute({
    ...shared,
    path: `${PATH}/pemulihan`,
    summary: 'Other recovery codes by a form',
    async handle(asked: OwnAsked) {
      const { code = '' } = asked.body
      const codes = await refused(asked, () => renewCodes(asked, { code }))
      await send(asked, (context) => renderRecoveryCodesPage(context, codes))
    },
    fault: tellInForm(draw),
  }),
  pageRoute({
    ...shared,
    path: `${PATH}/mati`,
    summary: 'Taking the second step off by a form',
    async handle(asked: OwnAsked) {
      const { current = '', code = '' } = asked.body
      await refused(asked, () => remove(asked, { current, code }))
      asked.response.redirect(303, localLink({ language: readLanguage(queryOf(asked.request)) }, PATH))
    },
    fault: tellInForm(draw),
  }),
]

/** The names of what was sent tell which form it was; its secrets are dropped. */
function refused<Done>({ body }: OwnAsked, work: () => Promise<Done>): Promise<Done> {
  const names = Object.fromEntries(Object.keys(body).map((name) => [name, '']))
  return refusedAsForm(PATH, names, work)
}

async function send(asked: OwnAsked, render: (context: PageContext) => string): Promise<void> {
  const context = await contextOf(asked, PATH)
  asked.response.set('Cache-Control', 'no-store')
  sendHtml(asked.response, render(context))
}

async function draw(
  { database, config }: PageServices,
  context: PageContext,
  refusedForm?: RefusedForm,
): Promise<string> {
  const { id } = ownOf(context.actor)
  const kept = await readSecondFactor(database.write, id)
  const { grants } = await readOwnAccount(database.write, id)
  const waits = config.secondStep === 'required' && kept.state !== 'on' && grants.some(waitsForSecondStep)
  return renderSecondStepPage(context, { kept, waits, refused: refusedForm })
}
