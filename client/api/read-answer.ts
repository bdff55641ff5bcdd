/** The JSON of an answer of our own server, taken to be of the type that it declares (core/api); nothing is checked. */
export async function readAnswer<Answer>(response: Response): Promise<Answer> {
  return await response.json()
}
