import type { Response } from 'express'

/** Answers with a type of core/api, to be asked for again each time. */
export function sendCurrent<Answer>(response: Response, answer: Answer): void {
  response.set('Cache-Control', 'no-cache').json(answer)
}

/** The same of something that was made or begun (201, 202), with the address where it is. */
export function sendMade<Answer>(
  response: Response,
  status: 201 | 202,
  location: string,
  answer: Answer,
): void {
  response.status(status).location(location).json(answer)
}
