/** Whether a value is one of a closed list of names. */
export function isOneOf<Name extends string>(names: readonly Name[], value: unknown): value is Name {
  const texts: readonly unknown[] = names
  return texts.includes(value)
}
