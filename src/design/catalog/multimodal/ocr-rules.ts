/** The bar for documents: local OCR, patterns for what has a form, templates for suppliers that come often. */
import { counted, grouped } from '../../brief/facts.js'
import { charactersPerPage, linesPerPage, ocrParts } from './documents.js'
import type { MixedFamily } from './family.js'
import { planFiles } from './plan.js'
import { localRisks } from './risks.js'

/** Patterns for each field, in each language, and templates of the most frequent layouts. */
const rulesPerField = 3
const templates = 20

export const ocrRules: MixedFamily = {
  id: 'ocr-rules',
  kind: 'baseline',
  goals: ['extract'],
  title: 'OCR with patterns and templates',
  words: ['rules'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.3,
  complexityBecause: 'an OCR engine and rules that grow with every new layout',
  interpretability: 0.95,
  interpretabilityBecause: 'the pattern or template that matched is the reason',
  name: () => 'Local OCR with patterns and templates',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.48,
    because: 'right for dates, amounts and numbers with check digits; every new layout is work',
    source: 'Shi et al., CRNN, 2016, for the reading; rules need no data',
  }),
  dataFit: ({ examples }) => (examples < 100 ? 0.95 : examples < 1_000 ? 0.6 : 0.45),
  rungs(problem) {
    const rules = problem.fields * rulesPerField * problem.languages.length + templates
    return [
      {
        label: `${grouped(rules)} rules`,
        parts: [
          {
            role: 'rules',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'rules',
                rules,
                what: `patterns for ${counted(problem.fields, 'field')} and ${templates} templates`,
              },
              load: {
                seriesCount: 1,
                points: Math.max(1, problem.examples),
                trainingRows: Math.max(1, problem.examples),
                features: charactersPerPage,
                rowsPerRequest: 1,
                outputsPerRow: problem.fields,
              },
              learned: 0,
            },
          },
          ...ocrParts(problem),
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; rules are written against the validation documents',
    schedule: 'none',
    regularization: ['none'],
  }),
  write: (problem) => ({
    overview: `A page is read by OCR in house (about ${linesPerPage} lines); patterns take dates, amounts, tax and account numbers, with check digits and sums tested, and templates take the rest from the ${templates} most frequent layouts. {{latency}} a page, nothing is trained, and every value can be traced to a rule.`,
    inputs: [{ name: 'page', shape: [1024, 1024, 3], meaning: 'the page as pixels, turned upright' }],
    outputs: [
      {
        name: 'fields',
        shape: [problem.fields],
        meaning: 'a value, its box and its confidence for each field',
      },
    ],
    risks: [
      'A supplier that changes its layout breaks its template: count pages without a match by supplier.',
      'OCR errors pass through: low contrast, stamps and handwriting go to review.',
      ...localRisks(problem),
    ],
    steps: [
      'Install the OCR engine (docTR or PaddleOCR, open weights) and measure its character error rate on 100 of your pages.',
      'Write patterns and templates in `src/baseline.py` for the most frequent layouts first; test check digits, sums and date ranges.',
    ],
    files: planFiles(problem, []),
    notCounted: ['turning and cleaning of pages', 'writing the rules, which is most of the work'],
  }),
}
