/** A number of ours as an SQL constant. */
export function numberSql(value: number): string {
  return `(${value})::float8`
}

/** A name as an SQL identifier; question marks are kept from being taken for parameters. */
export function identifierSql(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll('?', '\\?')}"`
}

/** A text as an SQL constant. */
export function textSql(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('?', '\\?')}'`
}
