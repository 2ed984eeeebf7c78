/** Phrases that the families of recommendation share: tables and their memory, who is served, what comes out. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { bytesPerFloat } from '../../estimator/machine.js'
import type { TensorRow } from '../../proposal.js'
import { listed } from '../words.js'
import type { RecommendProblem } from './problem.js'

/** Days that events are counted over, so that trend and level can be told apart: starting values. */
export const windowDays = [1, 7, 28] as const
/** `1, 7 and 28 days`. */
export const windowWords = `${listed(windowDays.map(String))} days`

/** Copies of a table that training with Adam keeps in FP32: weights and two moments. */
const adamCopies = 3

/** `25.6 MB`, `1.2 GB`: powers of a thousand. */
export function bytesWords(bytes: number): string {
  const [unit, size] =
    bytes >= 1e12
      ? ['TB', 1e12]
      : bytes >= 1e9
        ? ['GB', 1e9]
        : bytes >= 1e6
          ? ['MB', 1e6]
          : bytes >= 1e3
            ? ['KB', 1e3]
            : ['B', 1]
  return `${plain(Number((bytes / size).toPrecision(3)))} ${unit}`
}

/** `1,200,000 x 64 x 4 B = 307 MB`. */
export const rowsWords = (rows: number, dim: number): string =>
  `${grouped(rows)} x ${grouped(dim)} x ${bytesPerFloat} B = ${bytesWords(rows * dim * bytesPerFloat)}`

/** `1,200,000 x 64 x 4 B = 307 MB, 922 MB with Adam's moments`. */
export function tableWords(rows: number, dim: number): string {
  const bytes = rows * dim * bytesPerFloat
  return `${rowsWords(rows, dim)}, ${bytesWords(adamCopies * bytes)} with Adam's moments`
}

/** `1,000,000 users`, `12,000,000 sessions`. */
export const visitorWords = ({ visitors, anonymous }: RecommendProblem): string =>
  counted(visitors, anonymous ? 'session' : 'user')

/** `a user`, `a session`. */
export const oneVisitor = ({ anonymous }: RecommendProblem): string => (anonymous ? 'a session' : 'a user')

/** Items of one answer, of which what cannot be shown is left out afterwards. */
export const shown = 20

/** Scores of all items, or of what is asked for. */
export const scoresRow = (problem: RecommendProblem): TensorRow =>
  problem.job === 'rank'
    ? {
        name: 'scores',
        shape: [problem.candidates],
        meaning: `one score for each of ${counted(problem.candidates, 'candidate')} of a request`,
      }
    : {
        name: 'list',
        shape: [Math.min(shown, problem.items)],
        meaning: `the best ${grouped(Math.min(shown, problem.items))} of ${counted(problem.items, 'item')}, without those that cannot be shown`,
      }

/** `20 a user and 200 an item`. */
export function densityWords(problem: RecommendProblem): string {
  const round = (n: number) => plain(Number(n.toPrecision(2)))
  const who = problem.anonymous ? 'a session' : 'a user'
  return `${round(problem.eventsPerVisitor)} ${who} and ${round(problem.eventsPerItem)} an item`
}
