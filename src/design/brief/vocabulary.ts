/** Words for frameworks, families, metrics and wishes, and how a negation before them turns them into exclusions. */
import { familyWord } from './families.js'
import { meansOther } from './homonyms.js'
import type { Token } from './tokens.js'

const frameworkWords: Readonly<Record<string, 'pytorch' | 'keras' | 'flax'>> = {
  pytorch: 'pytorch',
  torch: 'pytorch',
  lightning: 'pytorch',
  tensorflow: 'keras',
  tf: 'keras',
  tf2: 'keras',
  keras: 'keras',
  tflite: 'keras',
  litert: 'keras',
  jax: 'flax',
  flax: 'flax',
}
export const frameworkOf = (word: string): 'pytorch' | 'keras' | 'flax' | undefined =>
  Object.hasOwn(frameworkWords, word) ? frameworkWords[word] : undefined

export { familyWord }

export interface NamedFamily {
  readonly family: string
  /** The last token of its name. */
  readonly last: number
}

/** The family named at a token, where its everyday senses ("linear growth", "pay attention") are ruled out. */
export function familyAt(tokens: readonly Token[], at: number): NamedFamily | undefined {
  const token = tokens[at]
  if (token?.kind !== 'word' || meansOther(tokens, at) || isElectrical(tokens, at)) return undefined
  // What is named by two words is no second family by its last one: "neural collaborative filtering".
  const whole = familyWord(`${tokens[at - 1]?.text}_${token.text}`)
  if (whole === 'ncf' || whole === 'iql' || whole === 'cql') return undefined
  const next = tokens[at + 1]
  const joined = next?.text === '-' && next.glued ? at + 2 : at + 1
  const second = tokens[joined]?.text ?? ''
  const hyphened =
    joined === at + 2 && tokens[joined]?.glued ? familyWord(`${token.text}-${second}`) : undefined
  const family = hyphened ?? familyWord(`${token.text}_${second}`)
  if (family) return { family, last: joined }
  const one = familyWord(token.text)
  const partners = Object.hasOwn(needsPartner, token.text) ? needsPartner[token.text] : undefined
  if (!one) return undefined
  // `ALS`, `SAC` in capitals are names; "als" and "sac" are words.
  const isName = token.raw.length > 1 && token.raw === token.raw.toUpperCase()
  if (!partners || (isName && abbreviations.test(token.text))) return { family: one, last: at }
  return partners.test(second) ? { family: one, last: joined } : undefined
}

const abbreviations = /^(als|sac|gin|gat|ple|ast|rl|ease)$/

const models =
  /^(model|models|modell|modelle|regression|layer|network|networks|net|nets|netz|netze|netzen|netzwerk|netzwerke|baseline)$/
/** Everyday words that name a family only before one of these. */
const needsPartner: Readonly<Record<string, RegExp>> = {
  linear: models,
  logistic: /^(regression|model|models|baseline|classifier)$/,
  ridge: /^(regression|model|classifier)$/,
  tree: /^(model|models|ensemble|ensembles|based|boosting|classifier)$/,
  forest: /^(model|models|classifier|regressor|baseline)$/,
  forests: /^(model|models)$/,
  diffusion: /^(model|models|based)$/,
  popularity: /^(model|baseline|ranking|based)$/,
  donut: /^(model|based)$/,
  ast: /^(model|models)$/,
  beats: /^(model|encoder)$/,
  sac: /^(agent|algorithm|policy|model)$/,
  ease: /^(model|baseline)$/,
  als: /^(model|baseline|factorization|recommender)$/,
  ple: /^(model)$/,
  gin: /^(model|network|layers?)$/,
  gat: /^(model|network|layers?)$/,
  thompson: /^(sampling)$/,
  rl: /^(model|agent|policy|approach|algorithm|algorithms)$/,
  attention: /^(model|models|network|based|layer|layers|mechanism)$/,
  deep: /^(learning|model|models|net|nets|network|networks)$/,
  neural: models,
  neuronale: models,
  neuronalen: models,
}

/** Words of the power grid: the transformers beside them are machines. */
const grid =
  /^(load|station|stations|oil|substation|substations|temperature|winding|windings|power|electrical|grid|voltage|kva|mva|dissolved)$/
const gridReach = 6

/** A transformer may be a machine in a substation. */
function isElectrical(tokens: readonly Token[], at: number): boolean {
  if (!/^transformers?$/.test(tokens[at]?.text ?? '')) return false
  return tokens.slice(Math.max(0, at - gridReach), at + gridReach).some(({ text }) => grid.test(text))
}

const metrics = new Set(
  'mape wape mase rmse mae smape rmsse mse crps pinball wmape rmsle logloss brier'.split(' '),
)
export const isMetric = (word: string): boolean => metrics.has(word)

const negations = new Set(
  'no not without never avoid drop remove ditch except exclude excluding dont cannot cant nor neither nothing nichts nada rien instead non none isnt kein keine keinen keiner keinem nicht ohne sin ningun ninguna nunca excepto pas aucun aucune sans sauf nenhum nenhuma ningunos nessun nessuna senza forbidden banned'.split(
    ' ',
  ),
)
const negationReach = 4

/** Words that take a negation back: "not a GPU but a T4", "ohne GPU, nur CPU". */
const turns = new Set('but only just sondern sino nur solo with mit aber pero mais'.split(' '))
const refusals = new Set(
  'not isnt arent nicht forbidden banned excluded verboten unavailable disallowed prohibido'.split(' '),
)

export const isNegated = (tokens: readonly Token[], at: number): boolean =>
  negationOf(tokens, at) !== undefined

/** Where the word stands that negates this one: before it in its clause and near, or right after it. */
export function negationOf(tokens: readonly Token[], at: number): number | undefined {
  const clause = tokens[at]?.clause
  for (let i = at - 1; i >= Math.max(0, at - negationReach); i -= 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause) break
    // "Everything but a transformer" rules out; "not a GPU but a T4" takes back.
    if (token.text === 'but' && /^(everything|anything|all|any)$/.test(tokens[i - 1]?.text ?? '')) return i
    if (token.text === 'than' && tokens[i - 1]?.text === 'rather') return i
    if (turns.has(token.text)) break
    // "Why not an LSTM?" asks, "not only" adds: neither excludes.
    const taken = /^(why|warum|pourquoi)$/.test(tokens[i - 1]?.text ?? '') || isOnly(tokens[i + 1]?.text)
    if (negations.has(token.text)) return taken ? undefined : i
  }
  // "PyTorch is not allowed", "GPUs are forbidden".
  for (let i = at + 1; i <= at + 3; i += 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause) break
    // "Photos not labelled" are photos all the same.
    const told = tokens[i + 1]?.text ?? ''
    if (refusals.has(token.text))
      return isOnly(told) || /^(labell?ed|annotated|tagged)$/.test(told) ? undefined : i
  }
  return undefined
}

const isOnly = (word: string | undefined) => /^(only|just|nur|solo)$/.test(word ?? '')
