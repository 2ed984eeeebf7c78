/** The bar: what is taken most, with forgetting; of impressions, how often each item is taken where it is shown. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { commonRisks } from './evaluation.js'
import type { RecommendFamily } from './family.js'
import { planFiles } from './plan.js'
import type { RecommendProblem } from './problem.js'
import { scoresRow, shown } from './words.js'

/** Days until an event counts half: starting values, to be chosen on the validation period. */
const halfLifeDays = { known: 7, anonymous: 1, least: 1, most: 28 }
/** Items kept ready, so that enough are left when some cannot be shown. */
const listed = 10 * shown
/** Places and devices with rates of their own. */
const segmentsOfImpressions = 20

const halfLife = ({ anonymous }: RecommendProblem) =>
  anonymous ? halfLifeDays.anonymous : halfLifeDays.known
export const popularity: RecommendFamily = {
  id: 'popularity',
  jobs: ['retrieve', 'rank'],
  kind: 'baseline',
  title: 'Popularity',
  words: ['popularity'],
  ruledOutBy: ['popularity'],
  neural: false,
  complexity: 0.05,
  complexityBecause: 'counts that are updated by the hour: nothing to train',
  interpretability: 1,
  interpretabilityBecause: 'an item is shown because it is taken most',
  name: (problem) => (problem.job === 'rank' ? 'Smoothed click rates' : 'Popularity with forgetting'),
  fits: () => ({ fits: true }),
  prior: ({ job, amount }) => ({
    value: job === 'rank' ? 0.35 : amount === 'little' ? 0.42 : 0.3,
    because:
      job === 'rank'
        ? 'it knows the item and the place, not the person'
        : 'it serves everybody the same, which is strong for new users and weak for known ones',
    source: 'Cremonesi, Koren & Turrin, Performance of Recommender Algorithms on Top-N Tasks, RecSys 2010',
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.7, much: 0.5 })[amount],
  newcomers: () => 'New users get the same list as all; new items appear once they are taken',
  rungs(problem) {
    const rank = problem.job === 'rank'
    const { items } = problem
    return [
      {
        label: rank
          ? `rates in ${segmentsOfImpressions} places`
          : `half-life ${plain(halfLife(problem))} ${halfLife(problem) === 1 ? 'day' : 'days'}`,
        parts: [
          {
            role: rank ? 'rates' : 'list',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'popularity',
                items,
                segments: rank ? segmentsOfImpressions : 1,
                listed: rank ? problem.candidates : Math.min(listed, items),
                half_life_days: halfLife(problem),
                score: rank ? 'rate' : 'count',
              },
              load: {
                seriesCount: 1,
                points: problem.trainingEvents,
                trainingRows: problem.trainingEvents,
                features: 1,
                rowsPerRequest: 1,
                outputsPerRow: 1,
              },
              learned: 0,
            },
          },
        ],
      },
    ]
  },
  recipe: (problem) => ({
    loss:
      problem.job === 'rank'
        ? 'none is minimised; judged by the same log loss as the others'
        : 'none is minimised; judged by the same NDCG and recall as the others',
    optimizer: 'none',
    schedule: 'counted again every hour',
    regularization: [
      `half-life ${plain(halfLife(problem))} ${halfLife(problem) === 1 ? 'day' : 'days'} to start with, chosen from ${halfLifeDays.least} to ${halfLifeDays.most} days on the validation period`,
      ...(problem.job === 'rank' ? ['rates shrunk towards the rate of all (a beta prior)'] : []),
    ],
  }),
  write(problem) {
    const rank = problem.job === 'rank'
    return {
      overview: rank
        ? `Clicks over impressions of each item and place, older ones counting less, shrunk towards the rate of all. It costs next to nothing ({{weightMemory}}, {{latency}} a list) and is the bar for everything else.`
        : `The most taken of ${counted(problem.items, 'item')}, older events counting less, with what ${problem.anonymous ? 'the session' : 'a user'} had already left out${problem.anonymous ? '' : ' and what is bought again put back'}. It costs next to nothing ({{weightMemory}}, {{latency}} a list), serves new users, and is the bar for everything else.`,
      inputs: [
        {
          name: 'events',
          shape: [2],
          meaning: rank ? 'item and place of each impression, clicked or not' : 'item and time of each event',
        },
      ],
      outputs: [scoresRow(problem)],
      risks: [
        'What is popular is shown and stays popular: without exploration new items have no chance.',
        ...commonRisks(problem).slice(rank ? 0 : 2),
      ],
      steps: rank
        ? []
        : [
            `Keep the ${grouped(Math.min(listed, problem.items))} best ready as one table, recounted every hour, with a list for each category where pages have one.`,
          ],
      files: planFiles([], problem),
      notCounted: ['leaving out what cannot be shown'],
    }
  },
}
