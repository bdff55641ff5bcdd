import { ProblemResponse } from './problem-response.ts'

type Line<Result> =
  | { share: number }
  | { part: object }
  | { result: Result }
  | { problem: Record<string, unknown> }

/**
 * Reads an answer of JSON lines as it comes: {share: 0–1}, and {part} of some, while the work goes on, then {result} or {problem}.
 * @throws ProblemResponse for a problem, or when the answer ends early (status 0)
 */
export async function readLines<Result>(
  response: Response,
  onShare: (share: number) => void,
  onPart: (part: object) => void = () => undefined,
): Promise<Result> {
  /** Of the line that has not ended yet, which may be long. */
  const pieces: string[] = []
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    pieces.push(done ? '\n' : decoder.decode(value, { stream: true }))
    if (!pieces.at(-1)?.includes('\n')) continue
    const lines = pieces.splice(0).join('').split('\n')
    pieces.push(lines.pop() ?? '')
    for (const line of lines) {
      if (line === '') continue
      const event: Line<Result> = JSON.parse(line)
      if ('share' in event) onShare(event.share)
      else if ('part' in event) onPart(event.part)
      else if ('result' in event) return event.result
      else throw problemOf(event.problem)
    }
    if (done) break
  }
  throw new ProblemResponse(0, 'No answer', 'The answer ended early')
}

function problemOf(body: Record<string, unknown>): ProblemResponse {
  const text = (key: string) => (typeof body[key] === 'string' ? body[key] : '')
  return new ProblemResponse(Number(body.status) || 500, text('title'), text('detail'), { body })
}
