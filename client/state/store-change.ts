/** A store's event after each update, with the state before it. */
export class StoreChange<State> extends Event {
  readonly before: State

  constructor(before: State) {
    super('change')
    this.before = before
  }
}
