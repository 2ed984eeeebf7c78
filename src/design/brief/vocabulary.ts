/** Words for frameworks, families, metrics and wishes, and how a negation before them turns them into exclusions. */
import type { Token } from './tokens.js'

const frameworkWords: Readonly<Record<string, 'pytorch' | 'keras' | 'flax'>> = {
  pytorch: 'pytorch',
  torch: 'pytorch',
  lightning: 'pytorch',
  tensorflow: 'keras',
  tf: 'keras',
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
  deep: 'neural',
}
export const familyWord = (word: string): string | undefined =>
  Object.hasOwn(familyWords, word) ? familyWords[word] : undefined

/** `n-hits` and the like: the word joined to the next one by a hyphen. */
export function joinedWord(tokens: readonly Token[], at: number): string | undefined {
  const [word, dash, next] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  return word && dash?.text === '-' && dash.glued && next?.kind === 'word' && next.glued
    ? `${word.text}-${next.text}`
    : undefined
}

const metrics = new Set('mape wape mase rmse mae smape rmsse mse crps pinball wmape'.split(' '))
export const isMetric = (word: string): boolean => metrics.has(word)

const negations = new Set(
  'no not without never avoid except exclude excluding dont cannot cant nor neither instead kein keine keinen keiner nicht ohne sin ningun ninguna nunca excepto pas aucun aucune sauf forbidden banned'.split(
    ' ',
  ),
)
const negationReach = 4

/** A negation stands before the token, in its clause and near, and no "but"/"only" in between takes it back. */
export function isNegated(tokens: readonly Token[], at: number): boolean {
  const clause = tokens[at]?.clause
  for (let i = at - 1; i >= Math.max(0, at - negationReach); i -= 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause) break
    if (['but', 'only', 'just', 'sondern', 'sino', 'nur', 'solo', 'with', 'mit'].includes(token.text))
      return false
    // "Why not an LSTM?" asks, it does not exclude.
    if (negations.has(token.text)) return !/^(why|warum|pourquoi)$/.test(tokens[i - 1]?.text ?? '')
  }
  // "PyTorch is not allowed", "GPUs are forbidden".
  for (let i = at + 1; i <= at + 3; i += 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause) break
    if (['not', 'nicht', 'forbidden', 'banned', 'excluded', 'verboten', 'unavailable'].includes(token.text))
      return !['only', 'just'].includes(tokens[i + 1]?.text ?? '')
  }
  return false
}
