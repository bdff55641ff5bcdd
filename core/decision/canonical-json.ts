/**
 * JSON with object keys in code point order and no spaces, so that equal values have equal bytes (in the manner of
 * RFC 8785; numbers as ECMAScript writes them, which reads back to the same 64 bits). NaN and infinities become null,
 * keys without a value are left out, typed arrays are lists.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isObject(part) ? ordered(part) : part))
}

function ordered(part: object): unknown {
  if (ArrayBuffer.isView(part)) return Array.from(part as Float64Array)
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

function isObject(part: unknown): part is object {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
}
