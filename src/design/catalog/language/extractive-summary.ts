/** A summary of the source's own sentences: the ones nearest to the whole, without saying a thing twice. */
import { counted } from '../../brief/facts.js'
import { sentenceEncoder } from './encoders.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { servingPrecision } from './precision.js'
import type { TextProblem } from './problem.js'
import { licenceRisk } from './risks.js'
import { embeddingSpec } from './specs.js'

const source =
  'Carbonell & Goldstein, Maximal Marginal Relevance, 1998; Reimers & Gurevych, Sentence-BERT, 2019'
/** Tokens of a sentence, with room. */
const sentenceTokens = 64
const usualSentence = 25
/** Sentences of a summary. */
const kept = 7

const sentencesOf = ({ tokens }: TextProblem): number => Math.max(1, Math.ceil(tokens / usualSentence))

export const extractiveSummary: TextFamily = {
  id: 'extractive-summary',
  kind: 'frozen',
  goals: ['summarise'],
  title: 'Summary of the source’s own sentences',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'a published sentence encoder and a rule; nothing to train',
  interpretability: 0.9,
  interpretabilityBecause: 'every sentence of the summary stands in the source, and is linked to it',
  name: () => 'Extractive summary: the source’s own sentences',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.5,
    because: 'it cannot invent; spoken language and what is spread over many sentences reads badly',
    source,
  }),
  dataFit: ({ examples }) => (examples < 1_000 ? 0.7 : 0.45),
  rungs(problem) {
    const encoder = sentenceEncoder(problem)
    return [
      {
        label: encoder.name,
        parts: [
          {
            role: 'sentence encoder',
            model: {
              kind: 'network',
              spec: embeddingSpec(encoder, sentenceTokens),
              examples: 0,
              pretrained: `${encoder.name} (${encoder.weights})`,
              perRequest: sentencesOf(problem),
              ...servingPrecision(problem),
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; the weight between nearness and variety is chosen on validation',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem) {
    const encoder = sentenceEncoder(problem)
    return {
      overview: `About ${counted(sentencesOf(problem), 'sentence')} become vectors of ${encoder.name}; ${counted(kept, 'sentence')} are taken that are near to the whole and far from each other (maximal marginal relevance). {{latency}} a summary, and not a word that is not in the source.`,
      inputs: [
        {
          name: 'ids',
          shape: [sentenceTokens],
          meaning: 'token ids of one sentence, all of them in one pass',
        },
        { name: 'known', shape: [sentenceTokens], meaning: 'true where there is a token' },
      ],
      outputs: [{ name: 'vector', shape: [encoder.width], meaning: 'a vector for each sentence' }],
      risks: [
        'Sentences lose what they refer to ("that", "he"): show each with its place in the source.',
        ...licenceRisk(encoder),
      ],
      steps: [
        'Cut into sentences by speaker turn in `src/sentences.py`; drop greetings and fillers by a list.',
      ],
      files: planFiles(problem, [
        { path: 'src/sentences.py', purpose: 'sentences with their place and speaker' },
      ]),
      notCounted: ['cutting into sentences'],
    }
  },
}
