/** What was thrown as an Error: nothing else is thrown by our own code, but a library may. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
