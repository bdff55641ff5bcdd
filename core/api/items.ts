/** A list as the API answers it: in an object, so that more can be said beside it later. */
export interface Items<Item> {
  readonly items: readonly Item[]
}
