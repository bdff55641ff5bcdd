import { parentPort } from 'node:worker_threads'
import { type CheckedMaths, checkCases } from './check-cases.ts'

export type FromMaths = { readonly done: number; readonly of: number } | { readonly result: CheckedMaths }

const port = parentPort
if (port) {
  const send = (message: FromMaths) => port.postMessage(message)
  send({ result: await checkCases((done, of) => send({ done, of })) })
}
