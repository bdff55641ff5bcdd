import { expectOk } from './expect-ok.ts'

/** Statistics begin by themselves some seconds after a start. */
const BEGIN_MS = 8_000

/** Waits until nothing is computed in the background any more. */
export async function statisticsDone(url: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, BEGIN_MS))
  for (;;) {
    const answer = JSON.parse(Buffer.from(await expectOk(`${url}/api/statistics/refresh`)).toString()) as {
      state: string
      failure: string | null
    }
    if (answer.failure) throw new Error(`statistics: ${answer.failure}`)
    if (answer.state !== 'running') return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
