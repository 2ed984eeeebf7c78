/** Words for frameworks, families, metrics and wishes, and how a negation before them turns them into exclusions. */
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

/** A word of a family to the name by which the catalogue knows it (or knows that it has none). */
const familyWords: Readonly<Record<string, string>> = {
  lstm: 'lstm',
  lstms: 'lstm',
  gru: 'gru',
  grus: 'gru',
  rnn: 'recurrent',
  rnns: 'recurrent',
  recurrent: 'recurrent',
  deepar: 'recurrent',
  transformer: 'transformer',
  transformers: 'transformer',
  patchtst: 'transformer',
  itransformer: 'transformer',
  attention: 'transformer',
  tft: 'transformer',
  informer: 'transformer',
  autoformer: 'transformer',
  tcn: 'convolution',
  convolutional: 'convolution',
  cnn: 'convolution',
  dlinear: 'linear',
  nlinear: 'linear',
  linear: 'linear',
  lightgbm: 'trees',
  lgbm: 'trees',
  xgboost: 'trees',
  catboost: 'trees',
  gbdt: 'trees',
  gbm: 'trees',
  boosting: 'trees',
  boosted: 'trees',
  trees: 'trees',
  forest: 'trees',
  naive: 'naive',
  ets: 'smoothing',
  smoothing: 'smoothing',
  'holt-winters': 'smoothing',
  arima: 'arima',
  sarima: 'arima',
  prophet: 'prophet',
  nhits: 'nhits',
  'n-hits': 'nhits',
  'n-beats': 'nbeats',
  nbeats: 'nbeats',
  chronos: 'pretrained',
  timesfm: 'pretrained',
  moirai: 'pretrained',
  neural: 'neural',
  neuronale: 'neural',
  neuronalen: 'neural',
  neuronales: 'neural',
  neurones: 'neural',
  deep: 'neural',
}
export const familyWord = (word: string): string | undefined =>
  Object.hasOwn(familyWords, word) ? familyWords[word] : undefined

export interface NamedFamily {
  readonly family: string
  /** The last token of its name. */
  readonly last: number
}

/** The family named at a token, where its everyday senses ("linear growth", "pay attention") are ruled out. */
export function familyAt(tokens: readonly Token[], at: number): NamedFamily | undefined {
  const token = tokens[at]
  if (token?.kind !== 'word') return undefined
  const [dash, next] = [tokens[at + 1], tokens[at + 2]]
  const joined =
    dash?.text === '-' && dash.glued && next?.glued ? familyWord(`${token.text}-${next.text}`) : undefined
  if (joined) return { family: joined, last: at + 2 }
  const family = familyWord(token.text)
  const partners = needsPartner[token.text]
  if (!family || isElectrical(tokens, at)) return undefined
  if (!partners) return { family, last: at }
  return partners.test(tokens[at + 1]?.text ?? '') ? { family, last: at + 1 } : undefined
}

const models =
  /^(model|models|modell|modelle|regression|layer|network|networks|net|nets|netz|netze|netzen|netzwerk|netzwerke|baseline)$/
/** Everyday words that name a family only before one of these. */
const needsPartner: Readonly<Record<string, RegExp>> = {
  linear: models,
  attention: /^(model|models|network|based|layer|layers|mechanism)$/,
  deep: /^(learning|model|models|net|nets|network|networks)$/,
  neural: models,
  neuronale: models,
  neuronalen: models,
}

/** A transformer may be a machine in a substation. */
function isElectrical(tokens: readonly Token[], at: number): boolean {
  if (!/^transformers?$/.test(tokens[at]?.text ?? '')) return false
  const grid =
    /^(load|station|stations|oil|substation|temperature|failure|winding|power|electrical|distribution)$/
  return grid.test(tokens[at + 1]?.text ?? '') || grid.test(tokens[at - 1]?.text ?? '')
}

const metrics = new Set('mape wape mase rmse mae smape rmsse mse crps pinball wmape'.split(' '))
export const isMetric = (word: string): boolean => metrics.has(word)

const negations = new Set(
  'no not without never avoid drop remove ditch except exclude excluding dont cannot cant nor neither instead non none isnt kein keine keinen keiner keinem nicht ohne sin ningun ninguna nunca excepto pas aucun aucune sans sauf forbidden banned'.split(
    ' ',
  ),
)
const negationReach = 4

/** Words that take a negation back: "not a GPU but a T4", "ohne GPU, nur CPU". */
const turns = new Set('but only just sondern sino nur solo with mit aber pero mais'.split(' '))
const refusals = new Set(
  'not nicht forbidden banned excluded verboten unavailable disallowed prohibido'.split(' '),
)

export const isNegated = (tokens: readonly Token[], at: number): boolean =>
  negationOf(tokens, at) !== undefined

/** Where the word stands that negates this one: before it in its clause and near, or right after it. */
export function negationOf(tokens: readonly Token[], at: number): number | undefined {
  const clause = tokens[at]?.clause
  for (let i = at - 1; i >= Math.max(0, at - negationReach); i -= 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause || turns.has(token.text)) break
    // "Why not an LSTM?" asks, "not only" adds: neither excludes.
    const taken = /^(why|warum|pourquoi)$/.test(tokens[i - 1]?.text ?? '') || isOnly(tokens[i + 1]?.text)
    if (negations.has(token.text)) return taken ? undefined : i
  }
  // "PyTorch is not allowed", "GPUs are forbidden".
  for (let i = at + 1; i <= at + 3; i += 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause) break
    if (refusals.has(token.text)) return isOnly(tokens[i + 1]?.text) ? undefined : i
  }
  return undefined
}

const isOnly = (word: string | undefined) => /^(only|just|nur|solo)$/.test(word ?? '')
