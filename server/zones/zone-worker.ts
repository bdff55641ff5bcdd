import { parentPort } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import { collectGarbage } from '../threads/collect-garbage.ts'
import type { Answers, FromWorker, ToWorker, ZoneRequest } from './zone-messages.ts'
import { ZoneRegistry } from './zone-registry.ts'

const port = parentPort
if (port) {
  const registry = new ZoneRegistry()
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'ask') port.postMessage(answer(registry, message.number, message.request))
    else take(registry, message)
  })
}

function take(registry: ZoneRegistry, message: Exclude<ToWorker, { kind: 'ask' }>): void {
  switch (message.kind) {
    case 'begin':
      registry.begin(message.rules)
      break
    case 'villages':
      registry.addVillages(message.rows)
      break
    case 'cells':
      registry.addCells(message.rows)
      break
    case 'pieces':
      registry.addPieces(message.rows)
      break
    case 'end':
      registry.build()
      break
    case 'begin-points':
      registry.beginPoints()
      break
    case 'points':
      registry.addPoints(message.rows)
      break
    case 'end-points':
      registry.buildPoints()
      break
    case 'change-points':
      registry.changePoints(message.ids, message.rows)
      break
  }
}

function answer(registry: ZoneRegistry, number: number, request: ZoneRequest): FromWorker {
  try {
    return { number, answer: carryOut(registry, request) }
  } catch (error) {
    if (error instanceof Problem) return { number, problem: error.body }
    return { number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function carryOut(registry: ZoneRegistry, request: ZoneRequest): Answers[ZoneRequest['kind']] {
  switch (request.kind) {
    case 'statistics':
      return registry.statistics(request)
    case 'snap':
      return registry.snap(request)
    case 'ready':
      // This request is answered once all rows have been applied; the objects that they were parsed from are garbage now.
      collectGarbage()
      return true
  }
}
