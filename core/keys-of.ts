/** The keys of an object whose type names all that it has. */
export function keysOf<Given extends object>(given: Given): readonly (keyof Given & string)[] {
  return Object.keys(given) as (keyof Given & string)[]
}
