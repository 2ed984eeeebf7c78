/** What two towers and their ranker say of themselves: rows and who has none, the index, the steps of the plan. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { exactUpTo, vectorIndexFor } from '../../estimator/vector-index.js'
import type { Writing } from '../family.js'
import { commonRisks } from './evaluation.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import { leastEventsOfItem, type RecommendProblem } from './problem.js'
import { candidateNumbers } from './ranker-spec.js'
import {
  category,
  contentNumbers,
  historyOf,
  itemNumbers,
  itemRows,
  userNumbers,
  wantedRows,
} from './two-tower-sizes.js'
import { oneVisitor, tableWords, windowWords } from './words.js'

/** @param dim width of the vectors that both towers give */
export function writeTwoTower(problem: RecommendProblem, dim: number): Writing {
  const { items, content, warmItems, candidates } = problem
  const rows = itemRows(problem, dim)
  const history = historyOf(problem)
  const method = vectorIndexFor(items, dim).method
  const search =
    method === 'exact'
      ? `All ${counted(items, 'vector')} are compared exactly: up to ${grouped(exactUpTo)} an approximate index gains nothing.`
      : `${counted(items, 'vector')} are searched through ${method === 'hnsw' ? 'a graph (HNSW)' : 'compressed lists (IVF-PQ)'}.`
  const wanted = wantedRows(problem, dim)
  const known = wanted - 1
  const named =
    known < warmItems
      ? `the ${grouped(known)} most frequent items, as many as the events can feed`
      : `the ${counted(known, 'item')} with at least ${leastEventsOfItem} events (${plain(Math.round((known / items) * 1000) / 10)}% of ${grouped(items)})`
  const tail =
    content && known < items
      ? ` Ids are kept for ${named}; the other ${grouped(items - known)} are placed by their content alone.`
      : ''
  const users =
    problem.anonymous || problem.eventsPerVisitor >= dim
      ? ''
      : ` Users have no rows: ${plain(Number(problem.eventsPerVisitor.toPrecision(2)))} events each do not feed ${dim} numbers, and a table would take ${tableWords(problem.visitors, dim)}.`
  return {
    overview: `One tower turns ${oneVisitor(problem)}, seen as the last ${counted(history, 'item')} and the context, into a vector, the other an item by ${content ? 'id, category, text and price' : 'id, category and price'}; the nearest ${grouped(candidates)} go to a ranker that reads both vectors and what is known of the pair. ${search}${tail}${users} {{latency}} a list for all three steps.`,
    inputs: [
      {
        name: 'history',
        shape: [history],
        meaning: `the newest items of ${oneVisitor(problem)}, looked up in the item table and averaged`,
      },
      {
        name: 'user_numbers',
        shape: [userNumbers],
        meaning: 'hour and weekday as sine and cosine, device, time since the last visit',
      },
      { name: 'item', shape: [], meaning: `one of ${counted(rows, 'row')} of the item table` },
      { name: 'item_category', shape: [], meaning: `category, hashed to ${counted(category.count, 'row')}` },
      ...(content
        ? [
            {
              name: 'item_content',
              shape: [contentNumbers],
              meaning: 'title and description from a frozen sentence encoder, computed once for each item',
            },
          ]
        : []),
      {
        name: 'item_numbers',
        shape: [itemNumbers],
        meaning: `price and its place in the category, age, decayed events over ${windowWords}`,
      },
    ],
    outputs: [
      {
        name: 'user_vector',
        shape: [dim],
        meaning: 'of length one, compared with those of the items',
      },
      {
        name: 'item_vector',
        shape: [dim],
        meaning: `of length one, computed ahead for ${counted(items, 'item')} and indexed; the ranker then gives one logit for each of ${counted(candidates, 'candidate')}`,
      },
    ],
    risks: [
      ...(rows < wanted
        ? [
            `A table of ${counted(wanted, 'row')} would take more than half of the memory that trains (${tableWords(wanted, dim)}): ids are hashed to ${counted(rows, 'row')}, about ${plain(Number((wanted / rows).toPrecision(2)))} items share one.`,
          ]
        : []),
      'What the first stage misses no ranker brings back: watch its recall apart.',
      'Item vectors and user tower must be of one version: swap index and tower together.',
      ...(method === 'exact'
        ? []
        : ['The index misses some neighbours: compare with exact search on 1,000 users each night.']),
      ...commonRisks(problem),
    ],
    steps: [
      ...(content
        ? [
            'Compute content vectors in `src/content.py` once for each item, and again when its text changes; keep them beside the catalogue.',
          ]
        : []),
      ...networkSteps(
        problem,
        'both towers and the ranker ({{params}} parameters together)',
        `the best recall@${grouped(candidates)} (towers) and the lowest log loss (ranker)`,
      ),
      `Compute the ranker’s columns in \`src/features.py\`, as they were at the time of each event (${candidateNumbers.map(({ what }) => what).join('; ')}); \`tests/test_features.py\` asserts that no column changes with later events.`,
      `Build the index in \`src/index.py\` from all item vectors, each night and for new items every few minutes; assert ${method === 'exact' ? 'that every item is in it' : 'recall of at least 95% against exact search'}.`,
    ],
    files: planFiles(
      [
        ...(content ? [{ path: 'src/content.py', purpose: 'text and picture vectors of items' }] : []),
        ...networkFiles,
        { path: 'src/features.py', purpose: 'columns of user, item and pair, as known at the time' },
        { path: 'tests/test_features.py', purpose: 'no column sees later events' },
        { path: 'src/index.py', purpose: 'item vectors, exact or approximate search' },
      ],
      problem,
    ),
    notCounted: [
      'fetching the columns of candidates from a store',
      'computing item vectors ahead of requests',
      ...(content ? ['the frozen encoder of item texts'] : []),
      'scores of the negatives of a batch in training',
    ],
  }
}
