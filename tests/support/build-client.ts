import { buildClientIfStale } from '../../server/wiring/build-client.ts'

/** Vitest's global setup for what serves built pages: two files that build them at the same time would disturb each other. */
export default async function setup(): Promise<void> {
  await buildClientIfStale(() => {})
}
