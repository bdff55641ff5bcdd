import type { Request, Response } from 'express'
import { type Message, renderMessagePage } from '../../../pages/message-page.ts'
import { type FooterPage, localLink, type PageContext } from '../../../pages/page-context.ts'
import type { ErrorAnswer } from '../../answer/respond.ts'
import { contextWithoutStore, type MakeContext } from './make-context.ts'

interface FaultServices {
  answerTo: ErrorAnswer
  clientFolder: string
  footerPages: readonly FooterPage[]
  pageContext: MakeContext
  publicUrl: string
}

/** Addresses of machines: what is not there is said in problem+json, whoever asks. */
const MACHINE_PATHS = /^\/(api|tiles|heat|data|assets|katalog\.jsonld|ogc)(\/|$)/

/** A person gets a page to read, whatever went wrong; a page that needs signing in leads there. Throws what is for programs. */
export async function answerAsPage(
  error: unknown,
  { services, request, response }: { services: FaultServices; request: Request; response: Response },
): Promise<void> {
  if (!wantsPage(request)) throw error
  const { status, detail, title } = services.answerTo(error, request, response)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const message = messageFor(status, detail ?? title, isRead)
  if (status === 401) leadToSignIn(services, request, response)
  else if (message === undefined) throw error
  else {
    if (status === 403 || status >= 500) response.set('Cache-Control', 'no-store')
    // What refuses for load, or has failed, does not ask the store for the district's name.
    const context = isAway(status)
      ? contextWithoutStore(services, request)
      : await services.pageContext(request, request.path)
    sendMessage(response, status, context, message)
  }
}

function isAway(status: number): boolean {
  return status === 429 || status >= 500
}

/** `isRead`: the address was opened; otherwise a form was sent to it. */
function messageFor(status: number, detail: string, isRead: boolean): Message | undefined {
  if (status >= 500) return { kind: status === 503 ? 'away' : 'failed' }
  if (status === 404) return { kind: 'noPage' }
  if (status === 403) return { kind: 'forbidden', detail }
  if (status === 429) return { kind: 'tooOften', detail }
  if (status === 413) return { kind: 'tooLarge', detail }
  if (status === 400 || status === 415) return { kind: isRead ? 'refused' : 'notTaken', detail }
  return undefined
}

function leadToSignIn(services: FaultServices, request: Request, response: Response): void {
  response.removeHeader('WWW-Authenticate')
  const { language, address } = contextWithoutStore(services, request)
  response.redirect(303, localLink({ language }, `/masuk?lanjut=${encodeURIComponent(address)}`))
}

function sendMessage(response: Response, status: number, context: PageContext, message: Message): void {
  if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
  response.status(status).type('html').send(renderMessagePage(context, message))
}

function wantsPage(request: Request): boolean {
  return !MACHINE_PATHS.test(request.path) && request.accepts(['json', 'html']) === 'html'
}
