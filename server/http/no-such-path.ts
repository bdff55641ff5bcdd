import type { RequestHandler } from 'express'
import { sendProblem } from './answer/respond.ts'
import { methodsAt } from './routes/methods-at.ts'

/** The last handler: a route that is there but not for this method is a 405, anything else a 404. */
export const noSuchPath: RequestHandler = (request, response) => {
  const methods = methodsAt(request.path)
  if (methods.length > 0 && !methods.includes(request.method)) {
    const expected = methods.join(', ')
    response.set('Allow', expected)
    sendProblem(response, {
      title: 'Method not allowed',
      status: 405,
      detail: `method: expected ${expected}, received ${request.method}`,
      parameter: 'method',
      received: request.method,
      expected,
    })
    return
  }
  sendProblem(response, {
    title: 'Not found',
    status: 404,
    detail: `Nothing is served at ${request.path.slice(0, 200)}`,
  })
}
