/** Words with their places: local OCR, then an encoder that reads both and tags the words of every field. */
import { counted, grouped } from '../../brief/facts.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, earlyStopping } from '../recipes.js'
import {
  fieldTags,
  layoutReader,
  layoutRows,
  layoutSpec,
  linesPerPage,
  ocrParts,
  pageTokens,
} from './documents.js'
import type { MixedFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { trainingExamples } from './problem.js'
import { licenceRisks, localRisks } from './risks.js'

const leastDocuments = 200

export const layoutModel: MixedFamily = {
  id: 'layout-model',
  kind: 'attention',
  goals: ['extract'],
  title: 'Layout-aware token model on OCR',
  words: ['layout', 'transformer'],
  ruledOutBy: ['layout', 'transformer', 'neural'],
  neural: true,
  complexity: 0.55,
  complexityBecause:
    'an OCR engine and one encoder to train; annotations are boxes, which tools make quickly',
  interpretability: 0.5,
  interpretabilityBecause: 'every value has its box on the page and a confidence for each word',
  name: (problem) => `Local OCR and ${layoutReader(problem).name}, a tag for each word`,
  fits: ({ examples, example }) =>
    examples >= leastDocuments
      ? { fits: true }
      : {
          fits: false,
          reason: `It wants some ${leastDocuments} ${example.many}; there are ${grouped(examples)}.`,
          source: 'Xu et al., LayoutLM, 2020: fine-tuned on 149 forms (FUNSD) at the least',
        },
  prior: ({ amount }) => ({
    value: { little: 0.66, some: 0.8, much: 0.84 }[amount],
    because: 'it learns where a field stands and what stands beside it, also on layouts that it never saw',
    source: 'Xu et al., LayoutLM, 2020; Wang, Jin & Ding, LiLT, 2022',
  }),
  dataFit: ({ amount }) => ({ little: 0.75, some: 0.95, much: 1 })[amount],
  rungs(problem) {
    const reader = layoutReader(problem)
    return [
      {
        label: reader.name,
        parts: [
          {
            role: 'field tagger',
            model: {
              kind: 'network',
              spec: layoutSpec(problem),
              examples: trainingExamples(problem),
              pretrained: `${reader.name} (${reader.weights})`,
            },
          },
          ...ocrParts(problem),
        ],
      },
    ]
  },
  recipe: ({ amount }) => ({
    loss: 'cross-entropy of the tag of every word; padding is masked, words outside all fields weigh a third',
    ...adamW(5e-5, 0.01, { batches: [8, 16, 32], epochs: amount === 'little' ? 40 : 20 }),
    schedule: 'linear to zero',
    regularization: [
      'dropout 0.1',
      'boxes moved and scaled by a few points',
      'OCR errors mixed into the words',
      'weight decay 0.01',
      clipping,
      earlyStopping,
    ],
  }),
  write(problem) {
    const reader = layoutReader(problem)
    return {
      overview: `OCR in house reads about ${linesPerPage} lines of a page; ${reader.name} reads every word together with the place where it stands and tags ${counted(problem.fields, 'field')}. {{params}} parameters with the OCR, {{latency}} a page, {{trainingTime}} of training on ${grouped(problem.examples)} ${problem.example.many}; every value comes with its box and a confidence, for review.`,
      inputs: layoutRows,
      outputs: [
        {
          name: 'tags',
          shape: [pageTokens, fieldTags(problem)],
          meaning: 'one score for each tag of each token (BIO)',
        },
      ],
      risks: [
        'What OCR does not read, no tag can find: its error rate is measured apart.',
        'Tables over several pages and fields that span lines need rules of their own behind the tags.',
        `A page of more than ${pageTokens} tokens is read in windows that overlap.`,
        ...localRisks(problem),
        ...licenceRisks([reader]),
      ],
      steps: [
        'Annotate boxes of the fields with an open tool; two people on a tenth of the pages, and their agreement is the ceiling.',
        ...networkSteps(problem, `${reader.name} with a tagging head`),
        'Normalise dates, amounts and currencies after the tags, test sums and check digits, and calibrate the confidence by temperature on validation.',
      ],
      files: planFiles(problem, networkFiles),
      notCounted: ['turning and cleaning of pages', 'normalising values'],
    }
  },
}
