import { expect, test } from 'vitest'
import { EngineReply } from '../../../server/database/engine-reply.ts'
import { type Message, splitMessages } from '../../../server/database/protocol.ts'

function message(type: string, body = ''): Buffer {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(type, 0, 'latin1')
  bytes.writeInt32BE(body.length + 4, 1)
  bytes.write(body, 5, 'latin1')
  return bytes
}

const asked = (types: string): Message[] => [...types].map((type) => ({ type, bytes: message(type) }))

function passThrough(bytes: Buffer, size: number) {
  const reply = new EngineReply()
  const passed: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) passed.push(...reply.take(bytes.subarray(at, at + size)))
  return { reply, passed: Buffer.concat(passed) }
}

const failed = [message('1'), message('E', 'SERROR'), message('Z', 'I'), message('Z', 'E')]

test.each([1, 2, 3, 4, 5, 6, 7, 1000])('holds back every ReadyForQuery, in chunks of %i bytes', (size) => {
  const { reply, passed } = passThrough(Buffer.concat([...failed, message('A', 'news')]), size)
  const types = splitMessages(passed).messages.map(({ type }) => type)
  expect(types).toEqual(['1', 'E', 'A'])
  expect(reply.ready).toEqual(message('Z', 'E'))
  expect(reply.isSwallowed(asked('PBES'))).toBe(false)
})

test.each([1, 6, 1000])('sees that a step has no answer, in chunks of %i bytes', (size) => {
  const whole = [
    message('1'),
    message('2'),
    message('D', 'E C Z'),
    message('C', 'SELECT 1'),
    message('Z', 'I'),
  ]
  expect(passThrough(Buffer.concat(whole), size).reply.isSwallowed(asked('PBES'))).toBe(false)
  const without = (type: string) => Buffer.concat(whole.filter((bytes) => bytes[0] !== type.charCodeAt(0)))
  for (const type of ['1', '2', 'C'])
    expect(passThrough(without(type), size).reply.isSwallowed(asked('PBES')), type).toBe(true)
})

test('passes on copies, since the engine writes its next chunk over the last one', () => {
  const memory = message('D', 'first')
  const [passed] = new EngineReply().take(memory)
  memory.fill(0)
  expect(passed).toEqual(message('D', 'first'))
})
