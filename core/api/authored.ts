/** Which account wrote a record: its name, or null for the terminal and for what is older than accounts' records. */
export interface Authored {
  /** Only in answers to those who may know it. */
  readonly by?: string | null
}
