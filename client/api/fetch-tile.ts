import { readProblem } from './problem-response.ts'

/** Bytes of a vector tile; none for a tile that is empty (204). `no-cache` asks the server whether it changed. */
export async function fetchTile(
  url: string,
  signal: AbortSignal,
  cache: RequestCache = 'default',
): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal, cache })
  if (response.status === 204) return new ArrayBuffer(0)
  if (!response.ok) throw await readProblem(response)
  return response.arrayBuffer()
}
