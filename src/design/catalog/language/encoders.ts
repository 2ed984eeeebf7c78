/** Which published encoders a problem may start from, from small to large: by language, licence and labels. */
import { type TextEncoder, type TextEncoderId, textEncoder } from '../backbones/text/encoder.js'
import type { TextProblem } from './problem.js'
import { encoderTokens } from './risks.js'

const english: readonly TextEncoderId[] = [
  'bert-mini',
  'minilm-l6',
  'distilbert',
  'roberta-base',
  'bert-large',
]
/** Reads a long text whole: in place of the large ones, which cut it. */
const longEnglish: readonly TextEncoderId[] = ['bert-mini', 'minilm-l6', 'distilbert', 'modernbert-base']
const many: readonly TextEncoderId[] = [
  'multilingual-minilm-l6',
  'multilingual-minilm-l12',
  'xlm-r-base',
  'xlm-r-large',
]

/** Labelled texts from which a larger encoder is worth its cost: 2k for a small one, 5k base, 50k large. */
const labelsFrom: Partial<Record<TextEncoderId, number>> = {
  'roberta-base': 5_000,
  'bert-large': 50_000,
  'modernbert-base': 2_000,
  'xlm-r-base': 5_000,
  'xlm-r-large': 50_000,
}

/** For fine-tuning: those that the labels can feed, at least the smallest. */
export function encodersFor(problem: TextProblem): TextEncoder[] {
  const list = problem.multilingual ? many : problem.tokens > encoderTokens ? longEnglish : english
  const fed = list.filter((id, i) => i === 0 || problem.examples >= (labelsFrom[id] ?? 0))
  return fed.map(textEncoder)
}

/** For vectors that are compared or read by a linear head: trained on pairs of sentences. */
export const sentenceEncoder = (problem: Pick<TextProblem, 'multilingual'>): TextEncoder =>
  textEncoder(problem.multilingual ? 'multilingual-minilm-l12' : 'minilm-l6')

/** The same, from small to large. */
export const sentenceEncoders = ({ multilingual }: Pick<TextProblem, 'multilingual'>): TextEncoder[] =>
  (multilingual ? (['multilingual-minilm-l12'] as const) : (['minilm-l3', 'minilm-l6'] as const)).map(
    textEncoder,
  )

/** Tokens that an encoder reads of a text. */
export const encoderSteps = (
  { tokens }: Pick<TextProblem, 'tokens'>,
  { maxTokens }: Pick<TextEncoder, 'maxTokens'> = { maxTokens: encoderTokens },
): number => Math.min(maxTokens, Math.max(16, tokens))
