import type { Knex } from 'knex'
import type { Input, InputContext } from '../analyses/inputs/input.ts'
import { bound, select } from '../database/sql-fragment.ts'

interface Page {
  last: number | null
  content: string | Buffer | null
}

/** One input of an analysis, page by page. Each query pages by an ascending number, so that no cursor is held between pages. */
export async function* readInput(
  knex: Knex,
  input: Input,
  context: InputContext,
): AsyncGenerator<string | Buffer> {
  const query = input.query(context)
  let after = -1
  for (;;) {
    const page = query.page(bound(after, 'int'), bound(query.size, 'int'))
    const [row] = await select<Page>(knex, page)
    const { last, content } = row ?? { last: null, content: null }
    if (last === null || content === null) return
    yield content
    after = last
  }
}
