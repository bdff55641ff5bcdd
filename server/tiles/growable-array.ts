type Typed = Float64Array | Uint32Array | Uint8Array

/** A typed array that doubles as it fills, then settles at its exact size in shared memory. */
export class GrowableArray<T extends Typed> {
  array: T
  length = 0
  readonly #make: (length: number, shared: boolean) => T

  constructor(make: (length: number, shared: boolean) => T) {
    this.#make = make
    this.array = make(64, false)
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(1)
    this.array[this.length++] = value
  }

  pushAll(values: ArrayLike<number>): void {
    this.reserve(values.length)
    this.array.set(values, this.length)
    this.length += values.length
  }

  reserve(extra: number): void {
    const wanted = this.length + extra
    if (wanted <= this.array.length) return
    const larger = this.#make(Math.max(wanted, this.array.length * 2), false)
    larger.set(this.array.subarray(0, this.length))
    this.array = larger
  }

  get byteLength(): number {
    return this.array.byteLength
  }

  /** The filled part in a SharedArrayBuffer of exactly its size. */
  finish(): T {
    const exact = this.#make(this.length, true)
    exact.set(this.array.subarray(0, this.length))
    return exact
  }
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8))
}

export function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

export function sharedUint8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length))
}

export function growableFloat64(): GrowableArray<Float64Array> {
  return new GrowableArray((length, shared) => (shared ? sharedFloat64(length) : new Float64Array(length)))
}

export function growableUint32(): GrowableArray<Uint32Array> {
  return new GrowableArray((length, shared) => (shared ? sharedUint32(length) : new Uint32Array(length)))
}

export function growableUint8(): GrowableArray<Uint8Array> {
  return new GrowableArray((length, shared) => (shared ? sharedUint8(length) : new Uint8Array(length)))
}
