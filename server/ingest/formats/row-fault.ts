/** Why one row cannot be read although the file can: becomes `SourceFeature.fault`, never leaves the readers. */
export class RowFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RowFault'
  }
}
