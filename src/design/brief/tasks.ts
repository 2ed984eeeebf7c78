/**
 * What a model is to do, by field: a closed list. The task follows from what is predicted (a class, several at once,
 * a number, a ranked list, an action, a text …); a field's families and questions go by it.
 */
import type { Domain } from './brief.js'

export const tasksOf = {
  time_series: ['forecasting', 'probabilistic forecasting'],
  vision: [
    'image classification',
    'multi-label image classification',
    'image regression',
    'object detection',
    'segmentation',
    'pose estimation',
    'image retrieval',
    'text recognition',
    'video classification',
    /** Learned from good samples alone. */
    'visual anomaly detection',
  ],
  language: [
    'text classification',
    'multi-label text classification',
    'named entity recognition',
    'generation',
    'summarisation',
    'translation',
    'LLM fine-tuning',
    'LLM pre-training',
    'search',
    'question answering',
  ],
  recommendation: [
    'recommendation',
    /** Two stages: so many items that a first model has to choose what a second one ranks. */
    'retrieval + ranking',
    /** Of a given list: search results, candidates, ads. */
    'ranking',
    'session-based recommendation',
    'click prediction',
  ],
  reinforcement_learning: [
    'continuous control',
    'discrete control',
    /** One decision, reward soon, no effect on later states. */
    'bandit',
    /** From logs alone, without trying anything out. */
    'offline reinforcement learning',
    'behaviour cloning',
  ],
  tabular: [
    'binary classification',
    'multi-class classification',
    'multi-label classification',
    'regression',
    'survival analysis',
    'clustering',
    'uplift modelling',
  ],
  audio: [
    'audio classification',
    'multi-label audio classification',
    'sound event detection',
    'keyword spotting',
    'speech recognition',
    'speaker identification',
    'speech synthesis',
    /** Learned from normal sounds alone. */
    'audio anomaly detection',
  ],
  multimodal: [
    'document information extraction',
    'image-text retrieval',
    'image captioning',
    'visual question answering',
    'multimodal classification',
    'multimodal regression',
  ],
  multi_task: ['classification + regression', 'several classifications', 'several regressions'],
  anomaly_detection: [
    'unsupervised anomaly detection',
    /** Several values a unit and moment. */
    'unsupervised multivariate anomaly detection',
    /** A few labelled cases: for validation, not for training. */
    'semi-supervised anomaly detection',
    'supervised anomaly detection',
  ],
  graph: [
    'node classification',
    'node regression',
    'link prediction',
    'graph classification',
    'graph regression',
    'molecular property classification',
    'molecular property regression',
    'community detection',
  ],
  signals: [
    'signal classification',
    'multi-label signal classification',
    'signal regression',
    /** How long a machine still runs, from histories up to failure. */
    'remaining useful life',
  ],
} as const satisfies Readonly<Record<Domain, readonly string[]>>

export type Task = (typeof tasksOf)[Domain][number]

export const tasks = Object.values(tasksOf).flat() as [Task, ...Task[]]
