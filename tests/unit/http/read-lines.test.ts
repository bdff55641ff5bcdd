import { expect, test } from 'vitest'
import { readLines } from '../../../client/api/read-lines.ts'

/** An answer that comes in these pieces. */
function answerOf(pieces: readonly Uint8Array[]): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    }),
  )
}

const text = `{"share":0.25}\n{"share":0.5}\n\n{"result":{"name":"Nanga Étoile 🌱","long":"${'x'.repeat(500)}"}}`
const bytes = new TextEncoder().encode(text)

test.each([1, 7, 20, 64, 10_000])(
  'lines are read however they are cut, here every %d bytes',
  async (size) => {
    const pieces: Uint8Array[] = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
    const shares: number[] = []
    const result = await readLines<{ name: string; long: string }>(answerOf(pieces), (share) =>
      shares.push(share),
    )
    expect(shares).toEqual([0.25, 0.5])
    expect(result).toEqual({ name: 'Nanga Étoile 🌱', long: 'x'.repeat(500) })
  },
)

test('a problem in the last line is thrown with its words, and an answer that breaks off as none', async () => {
  const encode = (line: string) => [new TextEncoder().encode(line)]
  const problem = '{"share":0.1}\n{"problem":{"status":503,"title":"Busy","detail":"later"}}\n'
  await expect(readLines(answerOf(encode(problem)), () => {})).rejects.toMatchObject({
    ...{ status: 503, message: 'Busy', detail: 'later' },
  })
  await expect(readLines(answerOf(encode('{"share":0.1}\n')), () => {})).rejects.toMatchObject({ status: 0 })
})
