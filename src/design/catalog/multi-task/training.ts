/** How several losses become one, and what the networks of this field share in training. */
import { counted } from '../../brief/facts.js'
import type { Recipe } from '../family.js'
import { adamW, clipping, cosine, earlyStopping } from '../recipes.js'
import type { MultiTaskProblem } from './problem.js'
import type { SizedStem } from './stem.js'

const fromScratch = { rate: 1e-3, decay: 0.01, batches: [256, 512, 1_024] } as const
/** A published network is changed gently: images and texts of a few gigabytes a batch. */
const fineTuned = { rate: 1e-4, decay: 0.05, batches: [32, 64, 128], epochs: 20 } as const

/** The loss of each answer alone. */
export function lossesOf({ answers, zeroHeavy }: MultiTaskProblem): string {
  const classes = answers.filter(({ kind }) => kind === 'class')
  const values = answers.length - classes.length
  const one = classes[0]
  const of = (count: number) => (count > 1 ? ` for each of ${counted(count, 'task')}` : '')
  return [
    ...(one ? [`${one.classes > 2 ? 'cross-entropy' : 'log loss'}${of(classes.length)}`] : []),
    ...(values > 0
      ? [
          zeroHeavy
            ? `zero-inflated lognormal${of(values)} (Wang et al., 2019): many zeros, long tail`
            : `Huber on the standardised target${of(values)}`,
        ]
      : []),
  ].join(' + ')
}

function jointLoss(problem: MultiTaskProblem): string {
  const { labelled, rows } = problem
  const masked =
    labelled < rows
      ? `; a missing label is masked, and each loss is a mean over the ${problem.example.many} that have it`
      : '; a label that is missing after all is masked'
  return `${lossesOf(problem)}, each divided by its value at the start and weighted by learned uncertainty (Kendall, Gal & Cipolla, 2018: exp(-s) x loss + s, one s a task)${masked}`
}

export function jointRecipe(problem: MultiTaskProblem, stem: SizedStem, dropout: number): Recipe {
  const how = stem.weights ? fineTuned : fromScratch
  return {
    loss: jointLoss(problem),
    ...adamW(how.rate, how.decay, { batches: how.batches, ...('epochs' in how && { epochs: how.epochs }) }),
    schedule: cosine,
    regularization: [
      `weight decay ${how.decay}`,
      ...(dropout > 0 ? [`dropout ${dropout}`] : []),
      clipping,
      `${earlyStopping} of the mean of the tasks' metrics, each divided by the baseline's; the best weights of every task are kept as well`,
    ],
  }
}

/** Under 10,000 rows 0.3, to a million 0.2, above 0.1. */
export const dropoutOf = ({ rows }: MultiTaskProblem): number =>
  rows < 10_000 ? 0.3 : rows < 1_000_000 ? 0.2 : 0.1
