/** A list in the order of the criteria as an object by their keys. */
export function byKey<T>(
  criteria: readonly { readonly key: string }[],
  list: readonly T[],
): Record<string, T> {
  return Object.fromEntries(criteria.map(({ key }, c) => [key, list[c]!]))
}
