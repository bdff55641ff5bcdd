/**
 * The few facts of the PostgreSQL frontend/backend protocol 3.0 (manual, chapter 55.7) that the embedded
 * engine's bridge needs: a message is a type byte, an int32 length that counts itself, and a body.
 */
export interface Message {
  type: string
  bytes: Buffer
}

/** Splits whole messages off the front of a buffer; `rest` holds the unfinished tail. */
export function splitMessages(buffer: Buffer): { messages: Message[]; rest: Buffer } {
  const messages: Message[] = []
  let at = 0
  while (buffer.length - at >= 5) {
    const end = at + 1 + buffer.readInt32BE(at + 1)
    if (end > buffer.length) break
    messages.push({ type: String.fromCharCode(buffer[at] ?? 0), bytes: buffer.subarray(at, end) })
    at = end
  }
  return { messages, rest: buffer.subarray(at) }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export function queryMessage(sql: string): Buffer {
  return message('Q', Buffer.from(`${sql}\0`))
}

/** AuthenticationOk, the parameters that pg reads, BackendKeyData, ReadyForQuery(idle). */
export function welcome(): Buffer {
  const parameter = (name: string, value: string) => message('S', Buffer.from(`${name}\0${value}\0`))
  return Buffer.concat([
    message('R', Buffer.alloc(4)),
    parameter('client_encoding', 'UTF8'),
    parameter('DateStyle', 'ISO, MDY'),
    parameter('TimeZone', 'UTC'),
    parameter('standard_conforming_strings', 'on'),
    message('K', Buffer.alloc(8)),
    message('Z', Buffer.from('I')),
  ])
}
