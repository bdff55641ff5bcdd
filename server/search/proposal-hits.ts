import { bound, catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { visibleLayer } from '../layers/publication.ts'
import { visiblePlace, visibleProposal } from '../layers/visibility.ts'
import { PROPOSAL_WORDS, TITLE_WORDS } from '../proposals/holds-words.ts'
import { type Asked, RANK } from './asked.ts'

/** As many that hold the words are compared; where a million do, all of them in order would take seconds. */
const MOST_COMPARED = 300
/** Where at least this share of proposals holds the words, the index has too many of them to read, and looking around finds some. */
const COMMON_SHARE = 0.03
/** So many are looked at around where people look, or of the newest, before the index is asked after all. */
const MOST_LOOKED_AT = 400

const COLUMNS = catalogued('p.id, p.code, p.title, p.year, p.village_code, p.place_words, p.public_geom')
const HOLDS = sql`${PROPOSAL_WORDS} @@ (SELECT whole FROM asked)`

/** Tables of a WITH, of which `candidates` holds the proposals that are compared: everyone may read them, and they hold all words. */
export function candidates({ near, most, actor }: Asked): SqlFragment {
  const visible = sql`${visibleProposal()} AND ${visibleLayer(sql`'proposals'`, actor)}`
  const order = near ? sql`p.public_geom <-> ${near}` : sql`p.id DESC`
  return sql`around AS MATERIALIZED (
       SELECT p.* FROM (SELECT ${COLUMNS}, p.problem, p.address, p.household FROM proposals p WHERE ${visible}
         ORDER BY ${order} LIMIT ${bound(MOST_LOOKED_AT, 'int')}) p
       WHERE (SELECT share FROM asked) >= ${bound(COMMON_SHARE, 'float8')} AND ${HOLDS} LIMIT ${most}
     ), candidates AS (
       SELECT ${COLUMNS} FROM around p WHERE (SELECT count(*) FROM around) >= ${most}
       UNION ALL
       (SELECT ${COLUMNS} FROM proposals p
        WHERE (SELECT count(*) FROM around) < ${most} AND ${visible} AND ${HOLDS} LIMIT ${bound(MOST_COMPARED, 'int')})
     )`
}

/** Those whose title and village hold the words before the others. */
export function proposalHits({ code, most, away }: Asked): SqlFragment {
  const place = catalogued(visiblePlace)
  return sql`SELECT 'proposal', p.code, p.title, concat_ws(' · ', v.name, p.year), ${place}, ${place},
       CASE WHEN lower(p.code) = ${bound(code, 'text')} THEN ${bound(RANK.exact, 'int')}
         WHEN ${TITLE_WORDS} @@ (SELECT whole FROM asked) THEN ${bound(RANK.title, 'int')} ELSE ${bound(RANK.other, 'int')} END AS rank,
       ${away(place)} AS away
     FROM candidates p LEFT JOIN areas v ON v.code = p.village_code
     ORDER BY rank, away, p.year DESC, p.id LIMIT ${most}`
}
