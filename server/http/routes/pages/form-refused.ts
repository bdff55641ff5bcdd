import { Problem } from '../../../../core/problem.ts'
import type { RefusedForm } from '../../../pages/account/grant-fields.ts'
import type { Fields } from '../../../pages/account/read-grant-form.ts'
import type { PageContext } from '../../../pages/page-context.ts'
import type { Coming } from '../../routing/route.ts'
import { answerAsPage } from './answer-as-page.ts'
import { type PageServices, sendHtml } from './page-route.ts'

/** What a form is refused with is told in the form, which keeps what was typed. */
const TOLD_IN_FORM: readonly number[] = [400, 403, 409]

/** A form that is refused: its problem is recorded as any other, and told in the form. */
class FormRefused extends Problem {
  readonly form: RefusedForm
  readonly path: string

  constructor(problem: Problem, path: string, fields: Fields) {
    super(problem.body)
    this.path = path
    this.form = { fields, status: problem.body.status, parameter: problem.body.parameter }
  }
}

/** Does what a form asks for; what it is refused with is told in the form at `path`. */
export async function refusedAsForm<Done>(
  path: string,
  typed: Fields,
  work: () => Promise<Done>,
): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || !TOLD_IN_FORM.includes(error.body.status)) throw error
    throw new FormRefused(error, path, typed)
  }
}

/** Of whoever asks, in whichever way they have signed in. */
export async function contextOf(
  { services, request, response }: Coming<PageServices>,
  path: string,
): Promise<PageContext> {
  const context = await services.pageContext(request, path)
  return { ...context, actor: await services.actors.of(request, response) }
}

export type Draw = (services: PageServices, context: PageContext, refused?: RefusedForm) => Promise<string>

/** The page of the form again, with what was typed and what is wrong with it. */
export function tellInForm(draw: Draw) {
  return async (error: unknown, coming: Coming<PageServices>): Promise<void> => {
    if (!(error instanceof FormRefused)) return await answerAsPage(error, coming)
    const { services, response } = coming
    const context = await contextOf(coming, error.path)
    response.set('Cache-Control', 'no-store').status(error.body.status)
    sendHtml(response, await draw(services, context, error.form))
  }
}
