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
    ...(isTypical(problem)
      ? [
          `${counted(tokens, 'token')} were said as a usual length: many texts are longer and would be cut, so set the window by the 99th percentile of your texts.`,
        ]
      : []),
    ...(tokens > limit
      ? [
          `Texts have up to ${counted(tokens, 'token')} and it reads ${grouped(limit)} at a time: ${isWriting(goal) ? 'cut them at topic borders, treat the parts, and bring the results together in a second pass' : goal === 'tag' ? 'cut them into windows that overlap by a fifth, and take the tags of each token from the window in which it stands farthest from an edge' : 'cut them into windows and take the highest score, or what stands behind is not seen'}.`,
        ]
      : []),
    ...(goal === 'classify' && examples > 0
      ? [
          'Signatures, ticket templates and sender names can give the label away: remove them before training.',
        ]
      : []),
    ...(goal === 'classify' && examples > 0 && perClass < 50
      ? [
          `${counted(Math.floor(perClass), 'example')} a class on average: rare classes are learned from a handful.`,
        ]
      : []),
    ...((goal === 'answer' && !problem.isStory) || goal === 'search'
      ? [
          'Documents can carry instructions (prompt injection): passages are data, never commands, and no tool is called from them.',
        ]
      : []),
    ...(goal === 'tag' ? ['Two annotators on a tenth of the texts: their agreement is the ceiling.'] : []),
    ...(multilingual && problem.languages.length > (goal === 'translate' ? 2 : 1) && examples > 0
      ? [
          `${languageWords(problem)} share one model: the language with the fewest examples is the weakest, so each is reported.`,
        ]
      : []),
  ]
}

const usual =
  /\b(about|around|average|avg|mean|median|typical|typically|approx|approximately|roughly|etwa|ungefähr|circa|ca|durchschnittlich|environ|moyenne|unos|unas|aproximadamente|media|cerca|média)\b/i

/** Whether the length that was said is that of a usual text, and not of the longest. */
function isTypical({ brief }: TextProblem): boolean {
  const { sequenceLength } = brief.data
  const said = sequenceLength?.source !== 'assumed' ? sequenceLength?.words : undefined
  if (!said) return false
  const at = brief.request.indexOf(said)
  const around = at < 0 ? said : brief.request.slice(Math.max(0, at - nearby), at + said.length + nearby)
  return usual.test(around)
}
/** Characters in front of a number and behind it that tell what it is. */
const nearby = 16

/** Claims that a model makes up; hosted services where nothing may leave. */
export function writingRisks(problem: TextProblem): string[] {
  return [
    ...(isWriting(problem.goal)
      ? [
          'It can state what is not so: every figure, name and date of an answer is checked against its source.',
        ]
      : []),
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

/** Scripts that most tokenizers cut into many more pieces than Latin ones. */
const denseScripts: ReadonlySet<string> = new Set('hi bn ta te ur th el he ar fa'.split(' '))

/** Tokens of one tokenizer are not those of another. */
export const tokenRisks = (problem: TextProblem): string[] =>
  problem.languages.some((language) => denseScripts.has(language))
    ? [
        `${languageWords(problem)} takes several times the tokens of English in most vocabularies (Petrov et al., Language Model Tokenizers Introduce Unfairness Between Languages, 2023): count the corpus with this model's own tokenizer before a size is chosen.`,
      ]
    : []

/** What is known of a language model before it is tried: its languages and its licence. */
export const decoderRisks = (problem: TextProblem, decoder: TextDecoder | undefined): string[] =>
  decoder
    ? [
        ...(problem.multilingual && decoder.languages === 'english'
          ? [
              `${decoder.name} learned mostly English: compare ${languageWords(problem)} with a multilingual model of its size.`,
            ]
          : []),
        ...unnamed(problem, decoder),
        ...licenceRisk(decoder),
      ]
    : []

/** Languages that its authors do not name. */
function unnamed({ languages }: TextProblem, { name, namedLanguages }: TextDecoder): string[] {
  const others = languages.filter((language) => !(namedLanguages ?? languages).includes(language))
  return others.length > 0
    ? [
        `${languageWords({ languages: others })} ${others.length === 1 ? 'is' : 'are'} not among the languages that the authors of ${name} name: read 100 of its texts before anything is built on it.`,
      ]
    : []
}
