import type { ServerResponse } from 'node:http'

/** A signal that fires when the client leaves before the answer is out. */
export function abortOnClose(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new DOMException('The client has left', 'AbortError'))
  })
  return controller.signal
}
