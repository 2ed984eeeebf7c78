/** Text from templates: sentences that people wrote, with slots that data fill. Never wrong in tone, never new. */
import { counted, grouped } from '../../brief/facts.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'

const source = 'Reiter & Dale, Building Natural Language Generation Systems, 2000'
const templates = 50

export const answerTemplates: TextFamily = {
  id: 'answer-templates',
  kind: 'statistics',
  goals: ['write', 'adapt'],
  title: 'Templates with slots',
  words: ['rules'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.2,
  complexityBecause: 'templates that somebody keeps; no model at all',
  interpretability: 0.95,
  interpretabilityBecause: 'the template and the values in its slots are the reason',
  name: () => 'Templates with slots',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.35,
    because: 'exact where the same texts come again, no help where they do not',
    source,
  }),
  dataFit: ({ examples }) => (examples < 500 ? 0.6 : 0.3),
  rungs: (problem) => [
    {
      label: counted(templates, 'template'),
      parts: [
        {
          role: 'writer',
          model: {
            kind: 'estimator',
            estimator: {
              kind: 'rules',
              rules: templates,
              what: 'templates with slots, chosen by conditions',
            },
            load: {
              seriesCount: 1,
              points: 1,
              trainingRows: Math.max(1, problem.examples),
              features: 4 * problem.tokens,
              rowsPerRequest: 1,
              outputsPerRow: 1,
            },
            learned: 0,
          },
        },
      ],
    },
  ],
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; templates are written by people',
    schedule: 'none',
    regularization: ['none'],
  }),
  write: (problem) => ({
    overview: `Some ${grouped(templates)} templates cover what comes up most; conditions choose one and data fill its slots. {{latency}} an answer; what matches none goes to a person, and shows what a model would be worth.`,
    inputs: [{ name: 'facts', shape: [1], meaning: 'the record that the slots are filled from' }],
    outputs: [{ name: 'text', shape: [1], meaning: 'the filled template' }],
    risks: [
      'Readers notice that it repeats itself: rotate wordings.',
      'Grammar around slots (number, gender, case) needs forms by language.',
    ],
    steps: [
      'Count which answers come again in `src/templates.py`; write templates for those that make up half of all.',
    ],
    files: planFiles(problem, [{ path: 'src/templates.py', purpose: 'templates, conditions, slots' }]),
    notCounted: ['writing the templates'],
  }),
}
