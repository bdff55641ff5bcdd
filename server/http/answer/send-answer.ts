import type { Response } from 'express'

/** Sends a typed answer (core/api) that clients must revalidate each time. */
export function sendCurrent<Answer>(response: Response, answer: Answer): void {
  response.set('Cache-Control', 'no-cache').json(answer)
}

/** Sends a typed answer about something that was created or started (201, 202), with its address in Location. */
export function sendMade<Answer>(
  response: Response,
  status: 201 | 202,
  location: string,
  answer: Answer,
): void {
  response.status(status).location(location).json(answer)
}
