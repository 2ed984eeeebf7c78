/** Recommendation: which of many items somebody takes next, or which of those given comes first. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { Aspect, Field } from '../field.js'
import { clickLinear } from './click-linear.js'
import { clickRanker } from './click-ranker.js'
import { clickTrees } from './click-trees.js'
import { complete, ranksGiven } from './complete.js'
import { contentNeighbours } from './content-neighbours.js'
import { evaluation } from './evaluation.js'
import type { RecommendFamily } from './family.js'
import { itemNeighbours } from './item-neighbours.js'
import { lightGcn } from './light-gcn.js'
import { matrixFactorisation } from './matrix-factorisation.js'
import { ncf } from './ncf.js'
import { plan } from './plan.js'
import { popularity } from './popularity.js'
import { type RecommendProblem, recommendProblem } from './problem.js'
import { recommendAskables } from './questions.js'
import { sequence } from './sequence.js'
import { twoTower } from './two-tower.js'
import { variations } from './variations.js'
import { densityWords, visitorWords } from './words.js'

/** Shares closer than this are not told apart. */
const sameShare = 0.005

export const recommendation: Field<RecommendProblem, RecommendFamily> = {
  domain: 'recommendation',
  title: 'recommendation',
  families: [
    popularity,
    itemNeighbours,
    matrixFactorisation,
    lightGcn,
    contentNeighbours,
    twoTower,
    sequence,
    ncf,
    clickLinear,
    clickTrees,
    clickRanker,
  ],
  // One that is made for another job is spoken of only where somebody asked for it.
  suits: ({ job, brief }, { jobs, words }) =>
    jobs.includes(job) || words.some((word) => brief.constraints.wantedFamilies?.value.includes(word)),
  complete,
  problem: recommendProblem,
  isEnough: ({ task, data }) =>
    ranksGiven(task?.value)
      ? (data.rows ?? data.interactions) !== undefined
      : data.items !== undefined && (data.users ?? data.interactions ?? data.sessionsPerMonth) !== undefined,
  askables: recommendAskables,
  effects: {
    'data.items':
      'The number of items decides between scoring all and finding candidates first, and the size of every table.',
    'data.users': 'Users and their events decide how much can be learned of each.',
    'data.interactions': 'Interactions bound what can be learned: fewer favour neighbours and factors.',
    'data.sessionsPerMonth': 'Sessions decide how much there is to learn from.',
    'data.feedback': 'Ratings are learned by their error, clicks by comparison with what was not clicked.',
    'data.contentFeatures': 'Without content nothing speaks for new items.',
    'data.coldShare': 'Items that are hardly known need content, and have no row of their own.',
    'data.languages': 'The encoder that reads what items say has to know their language.',
    'data.candidates': 'So many rows are scored for one request: its latency follows from them.',
    'data.rows': 'Rows decide how large tables of ids may be.',
    'data.featureCount':
      'Of columns of ads two thirds are taken for identifiers, of columns of ranked lists a tenth; each has its table.',
  },
  sayAssumed(problem, fact) {
    const assumed = problem.brief.data.coldShare?.value ?? 0
    if (fact !== 'data.coldShare' || problem.coldShare <= assumed + sameShare) return undefined
    return `${plain(Math.round(problem.coldShare * 1000) / 10)}%: ${counted(problem.interactions, 'event')} cannot give five to more than ${counted(problem.warmItems, 'item')}`
  },
  evaluation,
  plan,
  dataWords(problem) {
    const { one, many } = problem.targetsNoun
    const amount = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }[
      problem.amount
    ]
    if (problem.job === 'rank')
      return `${counted(problem.trainingEvents, 'training row')} with ${counted(problem.identifiers, 'column')} of identifiers and ${grouped(problem.numbers)} of numbers: ${amount}.`
    if (problem.brief.data.interactions?.value === 0)
      return `Nothing is recorded yet of ${counted(problem.items, 'item')}: what is shown has to come from what items say, and every list and click be logged from the first day.`
    return `${counted(problem.interactions, one, many)} of ${visitorWords(problem)} with ${counted(problem.items, 'item')} ${problem.interactions === 1 ? 'is' : 'are'} ${densityWords(problem)}: ${amount}.`
  },
  scarcity: (problem) => ({
    arithmetic: `${counted(problem.interactions, `${problem.targetsNoun.one} is`, `${problem.targetsNoun.many} are`)} ${densityWords(problem)}.`,
    waysOut: [
      'Log views as well as purchases, merge rare items into groups, or start with popularity and collect.',
    ],
  }),
  variations,
  aspects: (problem) => [newcomers(problem)],
}

const newcomers = (problem: RecommendProblem): Aspect<RecommendFamily> => ({
  aspect: problem.job === 'rank' ? 'New ids' : 'New items and users',
  say: (family) => family.newcomers(problem),
})
