import type { AttributeType } from '../layer-source.ts'

const VALUES_FIELD_TAG = 0x22
const STRING_TAG = 0x0a
const FLOAT_TAG = 0x15
const DOUBLE_TAG = 0x19
const UINT_TAG = 0x28
const SINT_TAG = 0x30
const BOOL_TAG = 0x38

const utf8 = new TextEncoder()
const numberScratch = new DataView(new ArrayBuffer(8))

/** Appends a varint (protobuf encoding) of a whole number from 0 to 2^53 - 1. */
export function pushVarint(value: number, into: number[]): void {
  let rest = value
  while (rest > 0x7f) {
    into.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  into.push(rest)
}

function pushNumber(value: number, into: number[]): void {
  const single = Math.fround(value) === value
  if (single) numberScratch.setFloat32(0, value, true)
  else numberScratch.setFloat64(0, value, true)
  into.push(single ? FLOAT_TAG : DOUBLE_TAG)
  for (let i = 0; i < (single ? 4 : 8); i++) into.push(numberScratch.getUint8(i))
}

function pushInteger(value: number, into: number[]): void {
  if (value >= 0) {
    into.push(UINT_TAG)
    pushVarint(value, into)
    return
  }
  into.push(SINT_TAG)
  pushVarint(-2 * value - 1, into)
}

function withHeader(message: ArrayLike<number>): Uint8Array {
  const header = [VALUES_FIELD_TAG]
  pushVarint(message.length, header)
  const field = new Uint8Array(header.length + message.length)
  field.set(header)
  field.set(message, header.length)
  return field
}

/**
 * A value as a whole `values` field of an MVT 2.1 layer (4.1): tag, length and Value message.
 * Numbers become float where that is exact, else double, so that a column never mixes whole and real types.
 */
export function encodeValue(value: string | number | boolean, type: AttributeType): Uint8Array {
  const message: number[] = []
  if (type === 'string') {
    const text = utf8.encode(String(value))
    message.push(STRING_TAG)
    pushVarint(text.length, message)
    const whole = new Uint8Array(message.length + text.length)
    whole.set(message)
    whole.set(text, message.length)
    return withHeader(whole)
  }
  if (type === 'boolean') message.push(BOOL_TAG, value ? 1 : 0)
  else if (type === 'integer' && Number.isSafeInteger(value)) pushInteger(Number(value), message)
  else pushNumber(Number(value), message)
  return withHeader(message)
}
