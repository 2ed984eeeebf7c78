/** The bar: a model of its own for each input, and a small linear model over their scores. */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import type { RungPart } from '../family.js'
import { networkFiles } from '../plan.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import { listed } from '../words.js'
import { encoderOf, encodersOf, inputRows, type ModalityEncoder } from './encoders.js'
import type { MixedFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { columnsLead, type MixedProblem, type Modality, trainingExamples } from './problem.js'
import { encoderLicences, localRisks } from './risks.js'
import { answerRow, lossOf, manyImages, modalityNames, modalityWords } from './words.js'

const source =
  'Wang, Tran & Feiszli, What Makes Training Multi-Modal Classification Networks Hard?, 2020: the best single input often wins'
const tableSource =
  'Shi et al., Benchmarking Multimodal AutoML for Tabular Data with Text Fields, 2021; Grinsztajn et al., Why do tree-based models still outperform deep learning on tabular data?, 2022'
/** Where the columns carry the most. */
const treesLift = 0.03
const leastExamples = 100
/** A small forest for the columns: the other inputs carry as much. */
const smallForest = { trees: 200, leaves: 15, learning_rate: 0.05 } as const
/** Where the columns carry the most, and there are rows for it. */
const largeForest = { trees: 1_000, leaves: 63, learning_rate: 0.05 } as const
const largeFrom = 10_000
const forestOf = (problem: MixedProblem) =>
  columnsLead(problem) && problem.examples >= largeFrom ? largeForest : smallForest
/** Columns of n-grams for the text's own model: words and characters. */
const mostNgrams = 100_000
const ngramsPerToken = 13.5

const outputsOf = ({ goal, outputs }: MixedProblem) => (goal === 'classify' ? outputs : 1)
/** Trees and weighted sums tell two classes apart by one score. */
const scoresOf = (problem: MixedProblem) => (outputsOf(problem) === 2 ? 1 : outputsOf(problem))

/** A published encoder that stays, and a linear head. */
const headSpec = (problem: MixedProblem, encoder: ModalityEncoder): ModelSpec => ({
  name: `${encoder.name} with a linear head`,
  inputs: encoder.inputs,
  nodes: [...encoder.nodes(true), { name: 'answer', kind: 'linear', units: outputsOf(problem) }],
})

/**
 * A penalty leaves at most one degree of freedom for each example (Hastie et al., 2009, 3.4.1); the models and their
 * fusion learn from the same labels, so each gets its share of them.
 */
const shareOf = (problem: MixedProblem): number =>
  Math.floor(trainingExamples(problem) / (problem.modalities.length + 1))

function partOf(problem: MixedProblem, modality: Modality): RungPart {
  const rows = trainingExamples(problem)
  const role = `${modalityNames[modality]} model`
  if (modality === 'text') {
    const features = Math.ceil(ngramsPerToken * problem.tokens)
    const columns = Math.max(100, Math.min(mostNgrams, Math.round((rows * features) / 2)))
    return {
      role,
      model: {
        kind: 'estimator',
        estimator: {
          kind: 'ngram_linear',
          word_ngrams: columns,
          char_ngrams: columns,
          outputs: scoresOf(problem),
          row: 'text',
          predicts: problem.goal === 'regress' ? 'value' : 'class',
        },
        load: {
          seriesCount: 1,
          points: rows * features,
          trainingRows: rows,
          features,
          rowsPerRequest: 1,
          outputsPerRow: scoresOf(problem),
        },
        learned: Math.min(shareOf(problem), columns),
      },
    }
  }
  if (modality === 'table' || modality === 'series') {
    const columns = modality === 'table' ? problem.columns : 64
    const forest = modality === 'table' ? forestOf(problem) : smallForest
    return {
      role,
      model: {
        kind: 'estimator',
        estimator: {
          kind: 'gradient_boosted_trees',
          outputs: scoresOf(problem),
          ...forest,
          output_of: problem.goal === 'regress' ? 'value' : 'class',
        },
        load: {
          seriesCount: 1,
          points: rows * columns,
          trainingRows: rows,
          features: columns,
          rowsPerRequest: 1,
          outputsPerRow: scoresOf(problem),
        },
        learned: Math.min(shareOf(problem), forest.trees * forest.leaves),
      },
    }
  }
  const encoder = encoderOf(problem, modality)
  return {
    role,
    model: {
      kind: 'network',
      spec: headSpec(problem, encoder),
      examples: rows,
      ...(encoder.pretrained && { pretrained: encoder.pretrained }),
    },
  }
}

/** Networks first: the proposal's main model is one where there is one. */
const order: readonly Modality[] = ['image', 'video', 'audio', 'text', 'table', 'series']

function combiner(problem: MixedProblem): RungPart {
  const inputs = problem.modalities.length * scoresOf(problem)
  const rows = Math.max(1, Math.floor(0.1 * problem.examples))
  return {
    role: 'fusion',
    model: {
      kind: 'estimator',
      estimator: {
        kind: 'linear_model',
        link: problem.goal === 'regress' ? 'identity' : 'logit',
        outputs: scoresOf(problem),
        penalties: 5,
        folds: 5,
      },
      load: {
        seriesCount: 1,
        points: rows * inputs,
        trainingRows: rows,
        features: inputs,
        rowsPerRequest: 1,
        outputsPerRow: scoresOf(problem),
      },
      learned: Math.min(rows, shareOf(problem), inputs * scoresOf(problem)),
    },
  }
}

/** What reads words and columns, and how the shares of all are found. */
function plainModels({ modalities, goal }: MixedProblem): string[] {
  const model = goal === 'regress' ? 'ridge regression' : 'logistic regression'
  const read = [
    ...(modalities.includes('text') ? [`${model} on TF-IDF of words and characters reads the text`] : []),
    ...(modalities.includes('table') || modalities.includes('series')
      ? [
          `gradient-boosted trees (LightGBM), stopped early on validation, read ${modalities.includes('table') ? 'the columns as they are, with gaps and categories' : 'statistics of the series'}`,
        ]
      : []),
  ]
  const fitted =
    'the shares of all inputs are fitted on validation, never on what the models learned from, and fitted anew for each pattern of missing inputs'
  return [`In \`src/baseline.py\`${read.length > 0 ? ` ${listed(read)};` : ','} ${fitted}.`]
}

export const lateFusion: MixedFamily = {
  id: 'late-fusion',
  kind: 'baseline',
  goals: ['classify', 'regress'],
  title: 'Late fusion: a model for each input',
  words: ['late fusion', 'ensemble'],
  ruledOutBy: ['late fusion'],
  neural: false,
  learns: true,
  complexity: 0.35,
  complexityBecause:
    'one small model for each input, by separate people if need be; a missing input drops out',
  interpretability: 0.55,
  interpretabilityBecause: 'the share of every input in the decision is a number',
  name: (problem) => `Late fusion of ${modalityWords(problem)}`,
  fits: ({ examples, example }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `Each input has its own model, and there ${examples === 1 ? 'is' : 'are'} ${counted(examples, example.one, example.many)}.`,
          source,
        },
  prior: (problem) => {
    const lead = columnsLead(problem)
    return {
      value: { little: 0.56, some: 0.62, much: 0.64 }[problem.amount] + (lead ? treesLift : 0),
      because: lead
        ? 'trees read the columns better than a small network does, and what the other inputs say is weighed beside them; what only shows in pictures and words together it cannot see'
        : 'it is robust and takes missing inputs; what only shows in both together it cannot see',
      source: lead ? `${source}; ${tableSource}` : source,
    }
  },
  dataFit: (problem) =>
    columnsLead(problem) ? 0.95 : { little: 0.85, some: 0.7, much: 0.5 }[problem.amount],
  rungs: (problem) => [
    {
      label: `${counted(problem.modalities.length, 'model')} and their weights`,
      parts: [
        ...order.filter((name) => problem.modalities.includes(name)).map((name) => partOf(problem, name)),
        combiner(problem),
      ],
    },
  ],
  recipe: (problem) => ({
    loss: lossOf(problem).replace(/, plus .*/, ''),
    ...adamW(1e-3, 0.01, { batches: [32, 64, 256], epochs: 10 }),
    schedule: cosine,
    regularization: [
      'weight decay 0.01',
      earlyStopping,
      'the encoders are frozen; weights of the fusion are fitted on the validation set',
    ],
  }),
  write: (problem) => {
    const network = problem.modalities.some(
      (name) => name === 'image' || name === 'video' || name === 'audio',
    )
    const encoders = encodersOf(problem)
    return {
      overview: `Every input (${modalityWords(problem)}) has a model of its own; a linear model over their scores says how much each counts, and goes on without the one that is missing. {{latency}} a ${problem.answer.one}; the best single one of them is reported beside it, and both are the bar.`,
      // Words are counted as they are written: no tokens.
      inputs: [
        ...inputRows(encoders.filter(({ modality }) => modality !== 'text')),
        ...(problem.modalities.includes('text')
          ? [{ name: 'text', shape: [], meaning: 'the text as it is written' }]
          : []),
      ],
      outputs: [answerRow(problem)],
      risks: [
        'It cannot see what only both together show, such as a text that contradicts its image.',
        ...localRisks(problem),
        ...encoderLicences(encoders),
      ],
      steps: [
        ...plainModels(problem),
        ...(network
          ? networkSteps(problem, 'a linear head on each frozen encoder').map((step) =>
              step.replace('{{trainableParams}} trainable parameters', 'that only the heads learn'),
            )
          : []),
      ],
      files: planFiles(problem, network ? networkFiles : []),
      notCounted: [
        'decoding of media',
        ...(network ? ['vectors that are kept make training faster than counted'] : []),
        ...manyImages(problem),
      ],
    }
  },
}
