/** How somebody wants it done, or not done, where no other fact holds it: the topics that are kept with a brief. */
import type { Topic } from './topics.js'

/** By topic, what people are told that they said. */
export const methods = {
  hostedApi: 'Cloud or hosted service',
  cloud: 'Services outside',
  testOnTraining: 'Tested on the training data',
  leak: 'Learned from before the split',
  leaveLastOut: 'Tested on the last of each user',
  oversampling: 'Oversampling',
  probabilities: 'Probabilities',
  perfection: 'No error at all',
  guarantee: 'Guarantee',
  noReview: 'No review by people',
  quantising: 'Quantising',
  fullPrecision: 'Full precision',
  fourBit: '4-bit weights',
  eightBit: '8-bit weights',
  fp8: 'FP8',
  eightBitAdam: '8-bit Adam',
  adafactor: 'Adafactor',
  sgd: 'SGD',
  noMoreDevices: 'No other devices',
  nvidiaOnly: "NVIDIA's software",
  distributed: 'Training over several devices',
  sharded: 'Sharded training',
  tensorParallel: 'Tensor parallelism',
  pretrained: 'Pretrained models',
  continuedPretraining: 'Pretraining continued',
  adapters: 'Adapters',
  fourBitAdapters: '4-bit adapters',
  whisper: 'Whisper',
  nonCausal: 'Reads what comes after',
  onPolicy: 'On-policy learning',
  valueBased: 'A value for each action',
  onlyRecords: 'Only records',
  oneSeed: 'One seed',
  offPolicyValue: 'Value from records',
  withoutPropensities: 'Without propensities',
  exactSearch: 'Exact search',
  approximateSearch: 'Approximate search',
  allPairs: 'Every pair compared',
  fullBatch: 'Whole graph at once',
  attentionOnGraph: 'Attention on the graph',
  nodeTable: 'A row for each node',
  newNodes: 'New nodes',
  softmax: 'Softmax',
  tabPfn: 'TabPFN',
  nBeats: 'N-BEATS',
  recursion: 'Forecasts fed back',
  sequenceRecommender: 'Recommender of sequences',
  visionTransformer: 'Vision Transformer',
  deepEnsemble: 'Deep ensemble',
  acceptedOnly: 'Only accepted cases',
  dropIncomplete: 'Incomplete cases dropped',
  plainSum: 'Losses added as they are',
  pointAdjust: 'Point adjustment',
  sampledMetric: 'Metric on a sample',
} as const satisfies Partial<Record<Topic, string>>
export type Method = keyof typeof methods
export const methodNames = Object.keys(methods) as [Method, ...Method[]]

/** Asked for, these change nothing; what a way out may not take is their ban. */
export const onlyBans: ReadonlySet<Method> = new Set(['cloud', 'quantising', 'pretrained'])

/** Who names one of these later on has given up the others, unless they are named again. */
export const insteadOf: readonly (readonly Method[])[] = [
  ['fourBit', 'eightBit', 'fullPrecision', 'fp8'],
  ['exactSearch', 'approximateSearch'],
  ['onPolicy', 'valueBased'],
  ['eightBitAdam', 'adafactor', 'sgd'],
]
