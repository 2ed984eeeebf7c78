/** One trunk for all tasks and a small head for each: the plain form of learning together. */
import { counted, grouped } from '../../brief/facts.js'
import type { Rung } from '../family.js'
import { capital } from '../words.js'
import type { MultiTaskFamily } from './family.js'
import { sharedBottomSpec, type TrunkSize } from './networks.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { MultiTaskProblem } from './problem.js'
import { jointRisks } from './risks.js'
import { type SizedStem, stemsOf } from './stem.js'
import { dropoutOf, jointRecipe } from './training.js'
import { answerTitles, inputRows, outputRowsOf } from './words.js'

const source = 'Caruana, Multitask Learning, 1997; Kendall, Gal & Cipolla, 2018'
const leastRows = 1_000
const sizes: readonly Omit<TrunkSize, 'dropout'>[] = [
  { trunk: [64], head: [16] },
  { trunk: [128, 64], head: [32] },
  { trunk: [256, 128], head: [32] },
  { trunk: [512, 256], head: [64] },
]
const headOfBackbone = [128]

interface JointRung extends Rung {
  readonly stem: SizedStem
}

function rungs(problem: MultiTaskProblem): JointRung[] {
  const dropout = dropoutOf(problem)
  const stems = stemsOf(problem)
  const forms = stems.flatMap((stem) =>
    problem.input === 'table'
      ? sizes.map((size) => ({
          stem,
          size,
          label: `trunk of ${size.trunk.join(' and ')}, heads of ${size.head[0]}`,
        }))
      : [
          {
            stem,
            size: { trunk: [], head: headOfBackbone },
            label: `${stem.backbone ?? 'recurrent trunk'}${stem.backbone ? '' : ` of ${widthOf(stem)}`}, heads of ${headOfBackbone[0]}`,
          },
        ],
  )
  return forms.map(({ stem, size, label }) => ({
    label,
    stem,
    parts: [
      {
        role: 'model',
        model: {
          kind: 'network' as const,
          spec: sharedBottomSpec(stem, problem.answers, { ...size, dropout }),
          examples: problem.trainingRows,
          ...(stem.weights && { pretrained: stem.weights }),
        },
      },
    ],
  }))
}

function widthOf({ nodes }: SizedStem): string {
  const [first] = nodes
  return typeof first === 'object' && typeof first.units === 'number' ? grouped(first.units) : 'one layer'
}

export const sharedBottom: MultiTaskFamily = {
  id: 'shared-bottom',
  kind: 'shared',
  title: 'Shared trunk with heads',
  words: ['shared trunk', 'mlp'],
  ruledOutBy: ['shared trunk', 'neural'],
  neural: true,
  complexity: 0.35,
  complexityBecause: 'one network and one release for all tasks, and the weights of their losses to settle',
  interpretability: 0.25,
  interpretabilityBecause: 'shares of the inputs are sampled estimates (KernelSHAP), task by task',
  sharing: 'One trunk for all tasks, a small head each',
  name: ({ answers }) => `Shared trunk with ${counted(answers.length, 'head')}`,
  fits({ rows, input, example }) {
    if (rows >= leastRows || input === 'image' || input === 'text') return { fits: true }
    return {
      fits: false,
      reason: `${counted(rows, example.one, example.many)}: a trunk learned from scratch wants ${grouped(leastRows)} or more; below, a model a task varies less.`,
      source,
    }
  },
  prior: ({ amount, input }) => ({
    value: (amount === 'little' ? 0.6 : 0.7) + (input === 'table' ? 0 : 0.04),
    because: 'related tasks learn more from one trunk than apart, at the cost of one model to run',
    source,
  }),
  dataFit: ({ amount, input }) =>
    input === 'table' || input === 'series' ? { little: 0.6, some: 0.95, much: 0.9 }[amount] : 1,
  rungs,
  recipe: (problem, rung) => jointRecipe(problem, stemOf(problem, rung), dropoutOf(problem)),
  write(problem, rung) {
    const stem = stemOf(problem, rung)
    const trunk = stem.backbone
      ? `${stem.backbone}, from its published weights, turns ${stem.says} into one vector`
      : `One trunk turns ${stem.says} into one vector`
    return {
      overview: `${trunk}; a head for each task gives ${answerTitles(problem)} from it. {{params}} parameters, {{latency}} for all answers together, trained once in {{trainingTime}}. What is learned for one task serves the others, which pays most where they are related and labels are few.`,
      inputs: inputRows(problem),
      outputs: outputRowsOf(problem.answers),
      risks: jointRisks(problem),
      steps: networkSteps(problem, `the ${stem.backbone ?? 'trunk'} and its heads`),
      files: networkPlanFiles(),
      notCounted: ['one learned weight of the loss for each task'],
    }
  },
}

/** The stem of a rung; of one that another family made, the first there is. */
function stemOf(problem: MultiTaskProblem, rung: Rung): SizedStem {
  const own = rungs(problem).find(({ label }) => label === rung.label)?.stem
  const stem = own ?? stemsOf(problem)[0]
  if (!stem) throw new RangeError(`Expected a trunk for ${capital(problem.input)}.`)
  return stem
}
