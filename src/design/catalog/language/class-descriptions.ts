/** No labels yet: a text goes to the class whose description is nearest in meaning (zero-shot by a sentence encoder). */
import { counted } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import { encoderSteps, sentenceEncoder } from './encoders.js'
import { firstLabels, judged } from './evaluation.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { servingPrecision, servingStep, uncountedPrecision } from './precision.js'
import { licenceRisk, textRisks } from './risks.js'
import { embeddingSpec } from './specs.js'
import { idsRow, knownRow } from './words.js'

const source =
  'Reimers & Gurevych, Sentence-BERT, 2019; Yin, Hay & Roth, Benchmarking Zero-shot Text Classification, 2019'
/** Labelled texts of a class from which a head on the same vectors is better. */
const mostPerClass = 20

export const classDescriptions: TextFamily = {
  id: 'class-descriptions',
  kind: 'retrieval',
  goals: ['classify'],
  title: 'Nearest class description (zero-shot)',
  words: ['transformer', 'nearest neighbours'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'a published encoder and a sentence for each class; a new class is a new sentence',
  interpretability: 0.5,
  interpretabilityBecause: 'how near each description is, is shown beside the answer',
  name: () => 'Nearest class description (zero-shot sentence encoder)',
  fits: ({ examples, classes }) =>
    examples / Math.max(1, classes) < mostPerClass
      ? { fits: true }
      : {
          fits: false,
          reason: `With ${counted(examples, 'labelled text')} for ${counted(classes, 'class', 'classes')} a head on the same vectors is better.`,
          source: 'Tunstall et al., Efficient Few-Shot Learning Without Prompts (SetFit), 2022',
        },
  prior: () => ({
    value: 0.52,
    because: 'it needs descriptions instead of labels; classes that differ in a detail it mixes up',
    source,
  }),
  dataFit: ({ examples, classes }) => (examples / Math.max(1, classes) < 4 ? 0.9 : 0.6),
  rungs(problem) {
    const encoder = sentenceEncoder(problem)
    return [
      {
        label: encoder.name,
        parts: [
          {
            role: 'encoder',
            model: {
              kind: 'network',
              spec: embeddingSpec(encoder, encoderSteps(problem)),
              examples: 0,
              pretrained: `${encoder.name} (${encoder.weights})`,
              ...servingPrecision(problem),
            },
          },
          {
            role: 'class vectors',
            model: {
              kind: 'estimator',
              estimator: vectorIndexFor(Math.max(1, problem.classes), encoder.width),
              load: {
                seriesCount: 1,
                points: problem.classes,
                trainingRows: Math.max(1, problem.classes),
                features: encoder.width,
                rowsPerRequest: 1,
                outputsPerRow: Math.max(1, problem.classes),
              },
              learned: 0,
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; descriptions are rewritten against the texts that go wrong',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem) {
    const encoder = sentenceEncoder(problem)
    const steps = encoderSteps(problem)
    return {
      overview: `${encoder.name} turns a text, and two or three sentences about each of ${counted(problem.classes, 'class', 'classes')}, into vectors of ${encoder.width} numbers; the nearest description wins, and nothing near enough is "unsure". {{latency}} a text without one label; its corrected answers are the training set of what comes next.`,
      inputs: [idsRow(steps), knownRow(steps)],
      outputs: [
        { name: 'vector', shape: [encoder.width], meaning: 'compared with the vector of each class' },
      ],
      risks: [
        `The answer moves with the wording of a description: fix them on ${firstLabels - judged} texts, judge on ${judged} others.`,
        ...textRisks(problem),
        ...licenceRisk(encoder),
      ],
      steps: [
        'Write the descriptions in `src/classes.py` with the people who decide today; keep them under version control.',
        ...(problem.onCpu ? [servingStep(problem, 'macro-F1')] : []),
      ],
      files: planFiles(problem, [
        { path: 'src/classes.py', purpose: 'descriptions of the classes and their vectors' },
      ]),
      notCounted: ['splitting into tokens (under 1 ms)', ...uncountedPrecision(problem)],
    }
  },
}
