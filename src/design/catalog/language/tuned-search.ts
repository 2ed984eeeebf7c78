/** A dual encoder trained on pairs of questions and passages of one's own: in-batch negatives, then hard ones. */
import { counted, grouped } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, earlyStopping } from '../recipes.js'
import { sentenceEncoder } from './encoders.js'
import { retrieved } from './evaluation.js'
import type { TextFamily } from './family.js'
import { questionTokens } from './hybrid-search.js'
import { networkSteps, planFiles } from './plan.js'
import { servingPrecision } from './precision.js'
import { passageTokens, trainingExamples } from './problem.js'
import { licenceRisk, textRisks } from './risks.js'
import { dualEncoderSpec, embeddingSpec } from './specs.js'

const paper = 'Karpukhin et al., Dense Passage Retrieval, 2020; Reimers & Gurevych, Sentence-BERT, 2019'
const leastPairs = 1_000
const temperature = 0.05

export const tunedSearch: TextFamily = {
  id: 'tuned-dual-encoder',
  kind: 'towers',
  goals: ['search'],
  title: 'Dual encoder tuned on your pairs',
  words: ['two tower', 'transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.6,
  complexityBecause: 'training, and a full new index after each training',
  interpretability: 0.2,
  interpretabilityBecause: 'two vectors are near: no word says why',
  name: () => 'Dual encoder tuned on your pairs of question and passage',
  fits: ({ examples }) =>
    examples >= leastPairs
      ? { fits: true }
      : {
          fits: false,
          reason: `Tuning needs some ${grouped(leastPairs)} pairs of a question and a passage that answers it; there are ${grouped(examples)}.`,
          source: paper,
        },
  prior: ({ amount }) => ({
    value: { little: 0.6, some: 0.74, much: 0.83 }[amount],
    because: 'it learns what counts as an answer here',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.4, some: 0.8, much: 1 })[amount],
  rungs(problem) {
    const encoder = sentenceEncoder(problem)
    const { passages } = problem
    return [
      {
        label: encoder.name,
        parts: [
          {
            role: 'dual encoder',
            model: {
              kind: 'network',
              spec: dualEncoderSpec(encoder, questionTokens, passageTokens),
              examples: trainingExamples(problem),
              pretrained: `${encoder.name} (${encoder.weights})`,
              // Passages are encoded ahead; for a question a copy of the tower works alone.
              serves: 'ahead',
              ...servingPrecision(problem),
            },
          },
          {
            role: 'question encoder',
            model: {
              kind: 'network',
              spec: embeddingSpec(encoder, questionTokens),
              examples: 0,
              pretrained: 'the trained dual encoder',
              ...servingPrecision(problem),
            },
          },
          {
            role: 'vector search',
            model: {
              kind: 'estimator',
              estimator: vectorIndexFor(passages, encoder.width),
              load: {
                seriesCount: 1,
                points: passages,
                trainingRows: passages,
                features: encoder.width,
                rowsPerRequest: 1,
                outputsPerRow: retrieved,
              },
              learned: 0,
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: `InfoNCE over the passages of the batch, temperature ${temperature}; from the second epoch one hard negative of BM25 for each question`,
    ...adamW(2e-5, 0.01, { batches: [128, 512, 1024], epochs: 3 }),
    schedule: 'linear to zero',
    regularization: ['weight decay 0.01', clipping, earlyStopping],
  }),
  write(problem) {
    const encoder = sentenceEncoder(problem)
    return {
      overview: `Question and passage go through the same ${encoder.name}; training on ${counted(problem.examples, 'pair')} pulls an answer towards its question and pushes the other passages of the batch away. Passages are encoded ahead into an index of ${counted(problem.passages, 'vector')}; a question takes {{latency}}.`,
      inputs: [
        { name: 'question', shape: [questionTokens], meaning: 'token ids of the question' },
        { name: 'passage', shape: [passageTokens], meaning: 'token ids of a passage' },
      ],
      outputs: [{ name: 'similarity', shape: [], meaning: 'cosine of question and passage' }],
      risks: [
        'A passage that answers but was not marked counts as a negative: hard negatives are checked by a re-ranker first.',
        'Every training makes a new index: keep the old one until the new one is complete.',
        ...textRisks(problem, Number.POSITIVE_INFINITY),
        ...licenceRisk(encoder),
      ],
      steps: [
        'Mine hard negatives with BM25 in `src/mine.py`: passages that rank high and were not marked, the top five left out.',
        ...networkSteps(problem, `${encoder.name} as two towers with one set of weights`),
      ],
      files: planFiles(problem, [
        { path: 'src/mine.py', purpose: 'hard negatives for each question' },
        ...networkFiles,
      ]),
      notCounted: ['the texts themselves', 'encoding all passages after each training'],
    }
  },
}
