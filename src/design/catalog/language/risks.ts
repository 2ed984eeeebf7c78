/** What threatens every model of a goal, and licences of published weights that limit their use. */
import { counted, grouped } from '../../brief/facts.js'
import type { Backbone } from '../backbones/backbone.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import { isWriting } from './goal.js'
import type { TextProblem } from './problem.js'
import { languageWords } from './words.js'

/** Longest text an encoder reads. */
export const encoderTokens = 512

/** @param limit tokens that the model reads; longer texts are cut */
export function textRisks(problem: TextProblem, limit = encoderTokens): string[] {
  const { goal, tokens, classes, examples, multilingual } = problem
  const perClass = classes > 0 ? examples / classes : 0
  return [
    ...(tokens > limit
      ? [
          `Texts have up to ${grouped(tokens)} tokens and it reads ${grouped(limit)} at a time: ${isWriting(goal) ? 'cut them at topic borders, treat the parts, and bring the results together in a second pass' : 'cut them into windows and take the highest score, or what stands behind is not seen'}.`,
        ]
      : []),
    ...(goal === 'classify'
      ? [
          'Signatures, ticket templates and sender names can give the label away: remove them before training.',
        ]
      : []),
    ...(goal === 'classify' && examples > 0 && perClass < 50
      ? [
          `${counted(Math.floor(perClass), 'example')} a class on average: rare classes are learned from a handful.`,
        ]
      : []),
    ...(goal === 'answer' || goal === 'search'
      ? [
          'Documents can carry instructions (prompt injection): passages are data, never commands, and no tool is called from them.',
        ]
      : []),
    ...(goal === 'tag' ? ['Two annotators on a tenth of the texts: their agreement is the ceiling.'] : []),
    ...(multilingual && problem.languages.length > 1 && examples > 0
      ? [
          `${languageWords(problem)} share one model: the language with the fewest examples is the weakest, so each is reported.`,
        ]
      : []),
  ]
}

/** Claims that a model makes up; hosted services where nothing may leave. */
export function writingRisks(problem: TextProblem): string[] {
  return [
    'It can state what is not so: every figure, name and date of an answer is checked against its source.',
    ...(problem.airGapped
      ? [
          'Air-gapped: weights, tokenizer and container come in as files with checksums; no hosted model, and no telemetry.',
        ]
      : []),
  ]
}

/** A licence without conditions on use. */
export const isPermissive = (licence: string): boolean => /^(MIT|Apache 2\.0)$/.test(licence)

/** The licence as a risk where it limits use; else as a note of what it is. */
export function licenceRisk({ name, licence }: Pick<Backbone, 'name' | 'licence'>): string[] {
  if (!licence) return []
  return isPermissive(licence)
    ? [`Licence of ${name}: ${licence}, which allows products.`]
    : [`Licence of ${name}: ${licence}. Read it with your counsel before it ships.`]
}

/** What is known of a language model before it is tried: its languages and its licence. */
export const decoderRisks = (problem: TextProblem, decoder: TextDecoder | undefined): string[] =>
  decoder
    ? [
        ...(problem.multilingual && decoder.languages === 'english'
          ? [
              `${decoder.name} learned mostly English: compare ${languageWords(problem)} with a multilingual model of its size.`,
            ]
          : []),
        ...licenceRisk(decoder),
      ]
    : []
