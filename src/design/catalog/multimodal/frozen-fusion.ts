/** Published encoders that stay, their vectors side by side, and a small network on top that learns. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { networkFiles } from '../plan.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import { capital, listed } from '../words.js'
import { encodersOf, inputRows, type ModalityEncoder, pretrainedOf } from './encoders.js'
import type { MixedFamily } from './family.js'
import { cachedVectors, networkSteps, planFiles } from './plan.js'
import { columnsLead, type MixedProblem, trainingExamples } from './problem.js'
import { encoderLicences, fusionRisks, localRisks } from './risks.js'
import { answerRow, lossOf, manyImages, modalityNames, modalityWords } from './words.js'

const source = 'Radford et al., CLIP, 2021; Neverova et al., ModDrop, 2016'
const leastExamples = 500
/** Where nothing else that learns can be built. */
const leastWhereAlone = 100
const dropout = 0.2
const sizes = [
  { label: 'heads of 256 and 64', hidden: [256, 64] },
  { label: 'heads of 512 and 256', hidden: [512, 256] },
] as const

/** The vectors of all inputs and which of them are there, through an MLP. */
function fusionSpec(problem: MixedProblem, hidden: readonly number[]): ModelSpec {
  const encoders = encodersOf(problem)
  return {
    name: `Fusion of ${modalityWords(problem)}`,
    inputs: {
      ...Object.assign({}, ...encoders.map(({ inputs }) => inputs)),
      present: { kind: 'vector', features: encoders.length },
    },
    nodes: [
      ...encoders.flatMap(({ nodes }) => nodes(true)),
      { name: 'together', kind: 'concat', from: [...encoders.map(({ vector }) => vector), 'present'] },
      { name: 'together_norm', kind: 'layer_norm' },
      { name: 'answer', kind: 'mlp', hidden: [...hidden], units: problem.outputs, dropout },
    ],
  }
}

/** What stays as published, and what learns beside it. */
function turning(encoders: readonly ModalityEncoder[]): string {
  const [kept, own] = [
    encoders.filter(({ pretrained }) => pretrained),
    encoders.filter(({ pretrained }) => !pretrained),
  ]
  const said = [
    ...(kept.length > 0
      ? [
          `${listed(kept.map(({ name }) => name))} ${kept.length === 1 ? 'turns' : 'turn'} ${listed(kept.map(({ modality }) => modalityNames[modality]))} into vectors and ${kept.length === 1 ? 'stays' : 'stay'} as published`,
        ]
      : []),
    ...(own.length > 0
      ? [`${listed(own.map(({ name }) => name))} ${own.length === 1 ? 'learns' : 'learn'} beside`]
      : []),
  ]
  return capital(said.join('; '))
}

const cached = (encoders: readonly ModalityEncoder[]): string[] => {
  const kept = encoders.filter(({ pretrained }) => pretrained).map(({ modality }) => modalityNames[modality])
  return kept.length > 0 ? [cachedVectors(kept)] : []
}

export const frozenFusion: MixedFamily = {
  id: 'frozen-fusion',
  kind: 'frozen',
  goals: ['classify', 'regress'],
  title: 'Frozen encoders with a fusion network',
  words: ['clip'],
  ruledOutBy: ['neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause:
    'published encoders to load and one small network to train; vectors are kept, so trying out is cheap',
  interpretability: 0.3,
  interpretabilityBecause: 'leaving out an input shows what it adds; inside, vectors say nothing',
  name: (problem) => `Frozen encoders of ${modalityWords(problem)} with a fusion network`,
  fits: ({ examples, example }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `A fusion network wants some ${grouped(leastExamples)} ${example.many}; there are ${grouped(examples)}.`,
          source,
          ...(examples >= leastWhereAlone && { others: true as const }),
        },
  prior: ({ amount }) => ({
    value: { little: 0.62, some: 0.75, much: 0.75 }[amount],
    because:
      'it sees all inputs at once and learns little anew; fine interactions inside the inputs are lost',
    source,
  }),
  // A small network over columns wants more rows than trees do.
  dataFit: (problem) => ({ little: 0.6, some: columnsLead(problem) ? 0.8 : 0.95, much: 0.7 })[problem.amount],
  rungs: (problem) => {
    const pretrained = pretrainedOf(encodersOf(problem))
    return sizes.map(({ label, hidden }) => ({
      label,
      parts: [
        {
          role: 'fusion network',
          model: {
            kind: 'network',
            spec: fusionSpec(problem, hidden),
            examples: trainingExamples(problem),
            ...(pretrained && { pretrained }),
          },
        },
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(1e-3, 0.05, {
      batches: [64, 256, 1024],
      epochs: 20,
      ...(pretrainedOf(encodersOf(problem)) && { keepsFeatures: true as const }),
    }),
    schedule: cosine,
    regularization: [
      `dropout ${dropout}`,
      'modality dropout 0.2: an input is set to zero and marked as missing (Neverova et al., 2016)',
      'weight decay 0.05',
      earlyStopping,
    ],
  }),
  write(problem, rung) {
    const encoders = encodersOf(problem)
    return {
      overview: `${turning(encoders)}; a fusion network of {{trainableParams}} learned numbers reads them together, with a mark for each that is missing, and gives ${problem.goal === 'regress' ? 'the value' : counted(problem.outputs, 'class', 'classes')}. {{latency}} a ${problem.answer.one}, {{trainingTime}} of training.`,
      inputs: [
        ...inputRows(encoders),
        {
          name: 'present',
          shape: [encoders.length],
          meaning: '1 where the input is there, 0 where it is missing',
        },
      ],
      outputs: [answerRow(problem)],
      risks: [...fusionRisks(problem), ...localRisks(problem), ...encoderLicences(encoders)],
      steps: [
        ...cached(encoders),
        ...networkSteps(problem, `the encoders with a fusion network (${rung.label})`),
      ],
      files: planFiles(problem, [
        // Of numbers over time nothing is published, so nothing is kept.
        ...(pretrainedOf(encoders)
          ? [{ path: 'src/vectors.py', purpose: 'vectors of all examples from the frozen encoders' }]
          : []),
        ...networkFiles,
      ]),
      notCounted: ['decoding of media', 'splitting into tokens', ...manyImages(problem)],
    }
  },
}
