/** Without OCR: a network that sees the page and writes the fields as text (Donut). */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { donut } from '../backbones/text/document.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, earlyStopping } from '../recipes.js'
import type { MixedFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { type MixedProblem, trainingExamples } from './problem.js'
import { injectionRisk, licenceRisks, localRisks } from './risks.js'

const leastDocuments = 500
/** Tokens of one field as it is written: its name, its value, the marks around. */
const tokensPerField = 16

const targetTokens = ({ fields }: MixedProblem): number => Math.min(768, 32 + tokensPerField * fields)

const spec = (problem: MixedProblem): ModelSpec => ({
  name: donut.name,
  inputs: {
    page: { kind: 'image', size: [...donut.pageSize] },
    target: { kind: 'tokens', vocab: donut.vocab, steps: targetTokens(problem) },
  },
  nodes: [...donut.nodes(), ...donut.scores()],
})

export const pageReader: MixedFamily = {
  id: 'page-reader',
  kind: 'hybrid',
  goals: ['extract'],
  title: 'OCR-free page reader (Donut)',
  words: ['layout', 'transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'one network from pixels to fields, no OCR to keep; training wants a larger GPU',
  interpretability: 0.15,
  interpretabilityBecause: 'it writes a value without saying where on the page it stood',
  name: () => `OCR-free page reader (${donut.name})`,
  fits: ({ examples, example }) =>
    examples >= leastDocuments
      ? { fits: true }
      : {
          fits: false,
          reason: `It learns to read your pages anew and wants some ${leastDocuments} ${example.many}; there are ${grouped(examples)}.`,
          source: donut.source,
        },
  prior: ({ amount }) => ({
    value: { little: 0.5, some: 0.72, much: 0.82 }[amount],
    because: 'it makes no OCR errors to begin with, and invents a value where it cannot read one',
    source: donut.source,
  }),
  dataFit: ({ amount }) => ({ little: 0.3, some: 0.75, much: 1 })[amount],
  rungs: (problem) => [
    {
      label: donut.name,
      parts: [
        {
          role: 'page reader',
          model: {
            kind: 'network',
            spec: spec(problem),
            examples: trainingExamples(problem),
            pretrained: `${donut.name} (${donut.weights})`,
            writesTokens: targetTokens(problem),
          },
        },
      ],
    },
  ],
  recipe: () => ({
    loss: 'cross-entropy of the next token of the fields, written as tags with values',
    ...adamW(2e-5, 0.01, { batches: [8, 8, 16], epochs: 30 }),
    schedule: 'cosine to zero',
    regularization: [
      'pages turned, scaled and blurred a little',
      'weight decay 0.01',
      clipping,
      earlyStopping,
    ],
  }),
  write(problem) {
    const [height, width] = donut.pageSize
    const target = targetTokens(problem)
    return {
      overview: `${donut.name} sees the page at ${grouped(height)} x ${counted(width, 'pixel')} and writes ${counted(problem.fields, 'field')} with their values, without OCR. {{params}} parameters, {{latency}} a page of ${counted(target, 'token')} written, {{trainingTime}} of training.`,
      inputs: [
        { name: 'page', shape: [height, width, 3], meaning: 'the page as pixels' },
        { name: 'target', shape: [target], meaning: 'token ids of what was written so far' },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [target, donut.vocab],
          meaning: 'scores of the next token after each position',
        },
      ],
      risks: [
        'It can write a value that is not on the page: compare amounts with their sum, and every value with an OCR of the page where there is doubt.',
        'Small print below some ten pixels is not seen.',
        injectionRisk,
        ...localRisks(problem),
        ...licenceRisks([donut]),
      ],
      steps: networkSteps(problem, `${donut.name} from its published weights`),
      files: planFiles(problem, networkFiles),
      notCounted: ['rendering of pages'],
    }
  },
}
