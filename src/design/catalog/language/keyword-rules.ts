/** The bar where hardly anything is labelled: words and patterns that people write down for each class or type. */
import { counted, grouped } from '../../brief/facts.js'
import { tagsOf } from './crf-tagger.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { textRisks } from './risks.js'
import { classesRow } from './words.js'

/** Patterns for one class or type, in each language; characters of a token. */
const rulesPerClass = 10
const charactersPerToken = 4

export const keywordRules: TextFamily = {
  id: 'keyword-rules',
  kind: 'baseline',
  goals: ['classify', 'tag'],
  title: 'Keywords and patterns',
  words: ['rules'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.15,
  complexityBecause: 'lists that somebody who knows the texts keeps',
  interpretability: 0.95,
  interpretabilityBecause: 'the word or pattern that matched is the reason',
  name: () => 'Keywords and patterns',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.4,
    because: 'right where a word decides, silent everywhere else',
    source:
      'Ratner et al., Snorkel: Rapid Training Data Creation with Weak Supervision, 2017: rules as a start',
  }),
  dataFit: () => 0.6,
  rungs(problem) {
    const rules = rulesPerClass * Math.max(1, problem.classes) * problem.languages.length
    return [
      {
        label: `${grouped(rules)} rules`,
        parts: [
          {
            role: problem.goal === 'tag' ? 'tagger' : 'classifier',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'rules',
                rules,
                what: `words and patterns for ${problem.goal === 'tag' ? counted(problem.classes, 'type') : counted(problem.classes, 'class', 'classes')}`,
              },
              load: {
                seriesCount: 1,
                points: 1,
                trainingRows: Math.max(1, problem.examples),
                features: charactersPerToken * problem.tokens,
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
    optimizer: 'none; rules are written by people who know the texts',
    schedule: 'none',
    regularization: ['none'],
  }),
  write: (problem) => ({
    overview: `About ${rulesPerClass} words or patterns for each of ${problem.goal === 'tag' ? counted(problem.classes, 'type') : counted(problem.classes, 'class', 'classes')} are written down by people who know the texts; what matches nothing is "unsure". {{latency}} a text, no data needed, and its answers become the first labels to correct.`,
    inputs: [
      { name: 'text', shape: [charactersPerToken * problem.tokens], meaning: 'characters of the text' },
    ],
    outputs: [
      problem.goal === 'tag'
        ? { name: 'tags', shape: [tagsOf(problem)], meaning: 'matches of each type with their places' }
        : classesRow(problem),
    ],
    risks: [
      'Words with two meanings match wrongly: count how often each rule is overruled, and drop those.',
      ...textRisks(problem, Number.POSITIVE_INFINITY),
    ],
    steps: [
      'Write the rules in `src/baseline.py` with the people who decide today, a list for each class or type; read what matches nothing and what matches two, every day of the first week.',
    ],
    files: planFiles(problem, []),
    notCounted: [],
  }),
}
