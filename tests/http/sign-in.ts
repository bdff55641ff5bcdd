import { PASSWORD, type TestServer } from '../support/start-test-server.ts'

/** Signs in as the office. Its cookie also spares a hash of the password for each of many questions. */
export async function signIn(server: TestServer): Promise<{ Cookie: string }> {
  const answer = await server.get('/api/session', {
    method: 'POST',
    body: JSON.stringify({ password: PASSWORD }),
    headers: { 'Content-Type': 'application/json' },
  })
  await answer.arrayBuffer()
  return { Cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
