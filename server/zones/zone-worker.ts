import { parentPort } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import { collectGarbage } from '../threads/collect-garbage.ts'
import { ZoneBook } from './zone-book.ts'
import type { Answers, FromWorker, ToWorker, ZoneRequest } from './zone-messages.ts'

const port = parentPort
if (port) {
  const book = new ZoneBook()
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'ask') port.postMessage(answer(book, message.number, message.request))
    else take(book, message)
  })
}

function take(book: ZoneBook, message: Exclude<ToWorker, { kind: 'ask' }>): void {
  switch (message.kind) {
    case 'begin':
      book.begin(message.rules)
      break
    case 'villages':
      book.addVillages(message.rows)
      break
    case 'cells':
      book.addCells(message.rows)
      break
    case 'pieces':
      book.addPieces(message.rows)
      break
    case 'end':
      book.build()
      break
    case 'begin-points':
      book.beginPoints()
      break
    case 'points':
      book.addPoints(message.rows)
      break
    case 'end-points':
      book.buildPoints()
      break
    case 'change-points':
      book.changePoints(message.ids, message.rows)
      break
  }
}

function answer(book: ZoneBook, number: number, request: ZoneRequest): FromWorker {
  try {
    return { number, answer: carryOut(book, request) }
  } catch (error) {
    if (error instanceof Problem) return { number, problem: error.body }
    return { number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function carryOut(book: ZoneBook, request: ZoneRequest): Answers[ZoneRequest['kind']] {
  switch (request.kind) {
    case 'statistics':
      return book.statistics(request)
    case 'snap':
      return book.snap(request)
    case 'ready':
      // Asked after all that was sent is in use: the rows that it was made of are none.
      collectGarbage()
      return true
  }
}
