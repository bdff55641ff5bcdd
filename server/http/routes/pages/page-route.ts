import type { Response } from 'express'
import type { Actors } from '../../../access/actors.ts'
import type { SecretBox } from '../../../accounts/secret-box.ts'
import type { AuditLog } from '../../../audit/audit-log.ts'
import type { StoreMemo } from '../../../changes/store-memo.ts'
import type { Config } from '../../../config.ts'
import type { Database } from '../../../database/database.ts'
import type { Logger } from '../../../log.ts'
import type { MathsCheck } from '../../../maths/maths-check.ts'
import type { FooterPage } from '../../../pages/page-context.ts'
import type { RankingContext } from '../../../prioritise/ranking-context.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import type { ErrorAnswer } from '../../answer/respond.ts'
import type { Viewers } from '../../answer/viewers.ts'
import type { LimitRequest } from '../../limits/limit-requests.ts'
import { query } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'
import { answerAsPage } from './answer-as-page.ts'
import type { SendBuiltPage } from './built-pages.ts'
import type { MakeContext } from './make-context.ts'

/** What pages are made from. */
export interface PageServices {
  actors: Pick<Actors, 'accountOfSession' | 'guess' | 'guessCode' | 'of' | 'useCode'>
  answerTo: ErrorAnswer
  audit: Pick<AuditLog, 'asked' | 'refused'>
  clientFolder: string
  config: Pick<Config, 'secondStep' | 'uploadBytes'>
  database: Database
  footerPages: readonly FooterPage[]
  /** For forms of everyone. */
  limitSubmissions: LimitRequest
  log: Logger
  maths: MathsCheck
  memo: StoreMemo
  pageContext: MakeContext
  publicUrl: string
  ranking: RankingContext
  secondFactorBox: SecretBox
  records: RecordOffice
  renderer: { readonly available: boolean }
  sendBuiltPage: SendBuiltPage
  viewers: Pick<Viewers, 'recheck'>
}

/**
 * Pages for people. Of their addresses they read what they know and pass over the rest: links are shared with whatever was
 * added to them. What goes wrong is told as a page, too.
 */
export const pageRoute = routesFor<PageServices>({
  kind: 'page',
  readsQueryItself: true,
  fault: answerAsPage,
})

export const everyone = { to: 'everyone' } as const
export const language = query('lang', 'en for English')

/** Unless something stricter was said of it, a page is asked for again each time. */
export function sendHtml(response: Response, page: string): void {
  if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
  response.type('html').send(page)
}
