import { always, catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import { visibleProposal } from '../../layers/visibility.ts'
import type { ServiceStandard } from './service-standard.ts'

/** Content beside derivations and proposals that an input follows from: `content` selects one text that changes with it. */
export interface StoreState {
  readonly name: string
  readonly content: SqlFragment
}

/** A derivation of the join by its name, or all whose names begin so ('coverage:*'); or a state of its own. */
export type InputState = string | StoreState

/** What an input is read for. */
export interface InputContext {
  /** Of the newest package's working CRS: projected, in metres. */
  readonly srid: number
  readonly service: ServiceStandard | undefined
}

export interface PagedQuery {
  /** Rows beyond a number, at most so many: `last`, the greatest number of the page, null beyond the end; and their `content`. */
  page(after: SqlFragment, most: SqlFragment): SqlFragment
  readonly size: number
}

/** A table that analyses read, page by page. */
export interface Input {
  readonly name: string
  /** What it follows from, besides proposals: an analysis that reads it is computed again when one of these changed. */
  readonly states: readonly InputState[] | ((service: ServiceStandard | undefined) => readonly InputState[])
  /**
   * All that it reads of public proposals, by the names that its query uses: expressions over `proposals p`. They are in
   * the digest of proposals (input-states.ts), and the query sees no other column of them.
   */
  readonly proposals?: Readonly<Record<string, string>>
  query(context: InputContext): PagedQuery
}

/** An input that comes as tuples, each element with its name and type: `Tuples<'spending', readonly [village: string, …]>`. */
export interface Tuples<Name extends string = string, Row extends readonly unknown[] = readonly unknown[]> {
  readonly name: Name
  readonly row: Row
}

type ColumnsOf<Row extends readonly unknown[]> = { readonly [At in keyof Row]: string }

interface TupleQuery<Kind extends Tuples> extends Omit<Input, 'query'> {
  readonly name: Kind['name']
  /** SQL of each element, in the order of the tuple. */
  readonly columns: ColumnsOf<Kind['row']>
  /** An ascending whole number, not negative, that no two rows share. */
  readonly key: string
  /** What stands behind FROM; `proposals` are those of this input, with its columns and `id`. */
  from(context: InputContext, proposals: SqlFragment): SqlFragment
  where?(context: InputContext): SqlFragment
}

/** Rows a page: small enough that reading one never holds the event loop, or an embedded store, for long. */
export const PAGE = 5_000
/** Where each page groups or numbers all rows again, and rows are short. */
const WIDE_PAGE = 25_000

/** An input of tuples: each page is a JSON array of them as text, which the analysis' own thread parses. */
export function tuples<Kind extends Tuples>(input: TupleQuery<Kind>): Input {
  const { name, states, proposals, key, from, where = () => always } = input
  const columns: readonly string[] = Object.values(input.columns)
  const [number, tuple] = [catalogued(key), catalogued(columns.join(', '))]
  return {
    name,
    states,
    ...(proposals ? { proposals } : {}),
    query: (context) => ({
      page: (
        after,
        most,
      ) => sql`SELECT max(key)::int AS last, json_agg(row ORDER BY key)::text AS content FROM (
            SELECT ${number} AS key, json_build_array(${tuple}) AS row
            ${rowsOf({ from: from(context, proposalsOf(proposals)), where: where(context) }, sql`${number} > ${after}`)}
            ORDER BY ${number} LIMIT ${most}) page`,
      size: key.endsWith('.number') ? WIDE_PAGE : PAGE,
    }),
  }
}

/** Public proposals with these columns and `id`, as a table for FROM. */
export function proposalsOf(columns: Input['proposals'] = {}): SqlFragment {
  const named = Object.entries(columns).map(([name, expression]) => `${expression} AS ${name}`)
  return sql`(SELECT ${catalogued(['p.id', ...named].join(', '))} FROM proposals p WHERE ${visibleProposal()})`
}

/** The expressions over `proposals p` that these inputs read, each once, in an order of their own. */
export function readOfProposals(inputs: readonly Input[]): string[] {
  return [...new Set(inputs.flatMap(({ proposals = {} }) => Object.values(proposals)))].sort()
}
