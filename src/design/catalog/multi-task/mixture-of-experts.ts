/** Experts that every task weighs for itself: where tasks are several or pull apart, and rows are many. */
import { counted, grouped } from '../../brief/facts.js'
import type { Rung } from '../family.js'
import type { MultiTaskFamily } from './family.js'
import { type ExpertsSize, mmoeSpec } from './networks.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { MultiTaskProblem } from './problem.js'
import { jointRisks } from './risks.js'
import { type SizedStem, stemsOf } from './stem.js'
import { dropoutOf, jointRecipe } from './training.js'
import { answerTitles, inputRows, outputRowsOf } from './words.js'

const source =
  'Ma et al., Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts, 2018; Tang et al., Progressive Layered Extraction, 2020'
const leastRows = 10_000
const sizes: readonly Omit<ExpertsSize, 'dropout'>[] = [
  { experts: 3, expert: [32], head: [16] },
  { experts: 4, expert: [64, 32], head: [32] },
  { experts: 4, expert: [128, 64], head: [32] },
  { experts: 4, expert: [256, 128], head: [64] },
  { experts: 8, expert: [256, 128], head: [64] },
]
const expertsOnBackbone: Omit<ExpertsSize, 'dropout'> = { experts: 4, expert: [256], head: [64] }

interface ExpertsRung extends Rung {
  readonly stem: SizedStem
  readonly size: Omit<ExpertsSize, 'dropout'>
}

const sizeWords = ({ experts, expert }: Omit<ExpertsSize, 'dropout'>) =>
  `${grouped(experts)} experts of ${expert.join(' and ')}`

function rungsOf(problem: MultiTaskProblem): ExpertsRung[] {
  const dropout = dropoutOf(problem)
  const forms = stemsOf(problem).flatMap((stem) =>
    (problem.input === 'table' ? sizes : [expertsOnBackbone]).map((size) => ({ stem, size })),
  )
  return forms.map(({ stem, size }) => ({
    label: `${stem.backbone ? `${stem.backbone}, ` : ''}${sizeWords(size)}`,
    stem,
    size,
    parts: [
      {
        role: 'model',
        model: {
          kind: 'network' as const,
          spec: mmoeSpec(stem, problem.answers, { ...size, dropout }),
          examples: problem.trainingRows,
          ...(stem.weights && { pretrained: stem.weights }),
        },
      },
    ],
  }))
}

/** The form behind a rung of this family. */
function formOf(problem: MultiTaskProblem, rung: Rung): ExpertsRung {
  const all = rungsOf(problem)
  const form = all.find(({ label }) => label === rung.label) ?? all[0]
  if (!form) throw new RangeError('Expected a size for every kind of input.')
  return form
}

export const mixtureOfExperts: MultiTaskFamily = {
  id: 'mixture-of-experts',
  kind: 'experts',
  title: 'Multi-gate mixture of experts (MMoE)',
  words: ['experts'],
  ruledOutBy: ['experts', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause:
    'experts and gates to watch: they may all come to do the same, or one of them everything',
  interpretability: 0.2,
  interpretabilityBecause: 'gates show which experts a task uses, not why an answer came about',
  sharing: 'Experts side by side; each task weighs them by its own gate',
  name: () => 'Multi-gate mixture of experts (MMoE)',
  fits({ rows, example }) {
    if (rows >= leastRows) return { fits: true }
    return {
      fits: false,
      reason: `${counted(rows, example.one, example.many)} for several experts and gates: under ${grouped(leastRows)} they come to do the same, and a shared trunk is enough.`,
      source,
    }
  },
  prior: ({ answers, amount }) => ({
    value: 0.62 + (answers.length > 2 ? 0.07 : 0) + (amount === 'much' ? 0.06 : 0),
    because:
      'tasks that pull apart take what they need of shared experts; it gains with several tasks and many rows',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.2, some: 0.65, much: 1 })[amount],
  abilities: () => ['tasks that pull apart'],
  rungs: rungsOf,
  recipe: (problem, rung) => {
    const recipe = jointRecipe(problem, formOf(problem, rung).stem, dropoutOf(problem))
    return {
      ...recipe,
      regularization: [
        ...recipe.regularization,
        'dropout of whole gate entries 0.1, so that no expert does everything',
      ],
    }
  },
  write(problem, rung) {
    const { size, stem } = formOf(problem, rung)
    const read = stem.backbone
      ? `${stem.backbone} turns ${stem.says} into one vector, which `
      : `${stem.says.charAt(0).toUpperCase()}${stem.says.slice(1)} go to `
    return {
      overview: `${stem.backbone ? `${read}${sizeWords(size)} read` : `${read}${sizeWords(size)}`}; a gate for each task weighs them, and its head gives its answer (${answerTitles(problem)}). {{params}} parameters, {{latency}} for all answers together, trained once in {{trainingTime}}. Tasks that pull apart can keep out of each other's way.`,
      inputs: inputRows(problem),
      outputs: outputRowsOf(problem.answers),
      risks: [
        'Gates may collapse on one expert: their entropy is logged from the first step.',
        ...jointRisks(problem),
      ],
      steps: networkSteps(problem, 'the experts, gates and heads'),
      files: networkPlanFiles(),
      notCounted: ['one learned weight of the loss for each task'],
    }
  },
}
