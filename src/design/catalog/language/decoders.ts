/** Which language models a problem may use, from small to large: the one that was named, licences, languages, length. */
import { decoderNear, type TextDecoder, type TextDecoderId, textDecoder } from '../backbones/text/decoder.js'
import type { TextProblem } from './problem.js'

/** One of each size. A product may not use research licences; other languages than English want the many. */
const usual: readonly TextDecoderId[] = [
  'qwen2.5-0.5b',
  'qwen2.5-1.5b',
  'qwen2.5-7b',
  'qwen2.5-14b',
  'qwen2.5-32b',
]

/** The family of models that the request names. */
function familyNamed({ brief }: TextProblem): 'llama' | 'qwen' | 'mistral' | undefined {
  const named = /\b(llama|qwen|mistral)/i.exec(brief.request)?.[1]?.toLowerCase()
  return named === 'llama' || named === 'qwen' || named === 'mistral' ? named : undefined
}

const byFamily: Readonly<Record<'llama' | 'qwen' | 'mistral', readonly TextDecoderId[]>> = {
  llama: ['llama-3.2-1b', 'llama-3.2-3b', 'llama-3-8b', 'llama-3-70b'],
  qwen: usual,
  // It has one size that is usual: a model of another family would not be what was asked for.
  mistral: ['mistral-7b'],
}

const meantDecoder = (problem: TextProblem): TextDecoder | undefined =>
  problem.namedParams && problem.namedParams >= 1e8
    ? decoderNear(problem.namedParams, familyNamed(problem))
    : undefined

/** For a product none whose licence bars it. */
const isBarred = (problem: TextProblem, { licence }: TextDecoder): boolean =>
  problem.commercial && /not for commercial use/.test(licence ?? '')

/** The model that was named by its size. */
export function namedDecoder(problem: TextProblem): TextDecoder | undefined {
  const meant = meantDecoder(problem)
  return meant && !isBarred(problem, meant) ? meant : undefined
}

const familyTitles = { llama: 'Llama', qwen: 'Qwen', mistral: 'Mistral' } as const

/** What is used, as far as it is known before its size is: `Llama`. */
export function familyTitle(problem: TextProblem): string {
  const family = familyNamed(problem)
  return family ? familyTitles[family] : 'Open language model'
}

/** With the size that is really built, where a family was named: `Mistral-7B-Instruct-v0.3`. */
export const builtTitle = (problem: TextProblem, rung: { readonly label: string } | undefined): string =>
  rung && familyNamed(problem) ? rung.label : familyTitle(problem)

/** That a smaller one stands in for the model that was named; empty where it does not. */
export function insteadWords(problem: TextProblem, decoder: TextDecoder | undefined): string {
  const wanted = namedDecoder(problem)
  return wanted && decoder && wanted.id !== decoder.id
    ? ` ${wanted.name} was named; it does not hold the limits, so a smaller one stands in.`
    : ''
}

/** Why a named model is not among those that are tried. */
export function barredWords(problem: TextProblem): string[] {
  const meant = meantDecoder(problem)
  return meant && isBarred(problem, meant)
    ? [
        `${meant.name} was named, and its licence bars products (${meant.licence}): others of its family are taken.`,
      ]
    : []
}

/** Larger ones are too slow where a CPU reads every weight for each token, and a label is not worth them. */
const mostOnCpu = 8.5e9

/**
 * The named one, and smaller ones of its family to fall back on; the usual sizes where none was named. For a product
 * none whose licence bars it.
 */
export function decodersFor(problem: TextProblem): TextDecoder[] {
  const family = familyNamed(problem)
  const list = (family ? byFamily[family] : usual).map(textDecoder)
  const named = namedDecoder(problem)
  const all = named ? [...list.filter(({ params }) => params < 0.9 * named.params), named] : list
  const most = problem.onCpu || problem.goal === 'classify' || problem.goal === 'tag' ? mostOnCpu : Infinity
  return all.filter((one) => !isBarred(problem, one) && (one === named || one.params <= most))
}

/** Tokens of instructions around what is read. */
export const promptTokens = 256
/** Tokens of the prompt beside the text: instructions and five examples for those that are not tuned. */
export const exampleTokens = 768
/** Texts that are longer are shown without examples: five of them would fill the prompt. */
const longestExample = 1_024
export const hasExamples = ({ goal, tokens }: Pick<TextProblem, 'goal' | 'tokens'>): boolean =>
  goal !== 'summarise' || tokens <= longestExample
/** Tokens of the prompt of a model that is not tuned, beside the text. */
export const promptExtra = (problem: TextProblem): number =>
  hasExamples(problem) ? exampleTokens : promptTokens
/** Longest prompt that is planned for: longer texts are read in parts. */
const longest = 8_192
/** Longest sequence that is trained on: longer examples are cut into parts. */
const longestTrained = 4_096
/** Tokens that are read at a time. */
export const readAtOnce = (decoder: TextDecoder | undefined): number =>
  Math.min(longest, decoder?.maxTokens ?? longest)

/** Tokens that are written, by what is asked for. */
export function writtenTokens({ goal, tokens }: TextProblem): number {
  switch (goal) {
    case 'classify':
      return 8
    case 'tag':
      return Math.max(32, Math.ceil(tokens / 4))
    case 'summarise':
      return Math.max(64, Math.min(512, Math.ceil(tokens / 8)))
    case 'translate':
      return tokens
    case 'answer':
      return 200
    default:
      return Math.max(64, Math.min(512, Math.ceil(tokens / 2)))
  }
}

/**
 * Tokens of a prompt with what is read in it, at most what the model reads.
 * @param extra instructions, examples or passages besides
 */
export function promptLength(problem: TextProblem, decoder: TextDecoder, extra: number): number {
  const { goal, tokens } = problem
  const read =
    goal === 'answer'
      ? 64
      : goal === 'write' || goal === 'adapt' || goal === 'pretrain'
        ? Math.ceil(tokens / 2)
        : tokens
  return Math.min(longest, decoder.maxTokens - writtenTokens(problem), extra + read)
}

/** Prompt and answer of a training example. */
export const trainingLength = (problem: TextProblem, decoder: TextDecoder): number =>
  Math.min(
    longestTrained,
    decoder.maxTokens,
    promptLength(problem, decoder, promptTokens) + writtenTokens(problem),
  )
