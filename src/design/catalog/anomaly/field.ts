/** Anomalies: what is unlike the rest, at a number of alerts that people can look at. */
import { counted } from '../../brief/facts.js'
import type { Field } from '../field.js'
import { numbered } from '../limits.js'
import { autoencoder } from './autoencoder.js'
import { complete } from './complete.js'
import { evaluation } from './evaluation.js'
import type { AnomalyFamily } from './family.js'
import { forecastResidual } from './forecast-residual.js'
import { isolationForest } from './isolation-forest.js'
import { plan } from './plan.js'
import { type AnomalyProblem, anomalyProblem } from './problem.js'
import { anomalyAskables } from './questions.js'
import { robustThreshold } from './robust-threshold.js'
import { supervisedTrees } from './supervised-trees.js'
import { variations } from './variations.js'
import { valueWords } from './words.js'

export const anomalyDetection: Field<AnomalyProblem, AnomalyFamily> = {
  domain: 'anomaly_detection',
  title: 'anomaly detection',
  families: [robustThreshold, isolationForest, supervisedTrees, autoencoder, forecastResidual],
  complete,
  problem: anomalyProblem,
  isEnough: ({ data }) =>
    data.seriesCount !== undefined || data.rows !== undefined || data.channels !== undefined,
  askables: anomalyAskables,
  effects: {
    task: 'Known cases make it a classification, without them it is a search for what is unlike the rest.',
    'data.labels': 'Some hundred known cases favour a model that learns from them.',
    'data.seriesCount': 'More units make more decisions, and the threshold higher.',
    'data.channels': 'Several values favour detectors that see them together.',
    'data.featureCount': 'Several columns favour detectors that see them together.',
    'data.rows': 'The number of records decides what can be learned of what is normal.',
    'data.frequency': 'More decisions a day leave each a smaller rate of false alarms.',
    'data.historyLength': 'What was seen bounds what can be called normal.',
    'targets.throughputPerSecond': 'As many decisions a second as units and step make; it sets the replicas.',
    'targets.alertsPerDay': 'The threshold follows from it.',
  },
  evaluation,
  plan,
  dataWords,
  scarcity: (problem) => ({
    arithmetic: `${dataWords(problem)} Forests want some hundred moments, networks thousands of windows.`,
    waysOut: ['Record longer, or watch more units of the same kind.'],
  }),
  variations,
  // Records have no units to share a model.
  aspects: ({ form }) => (form === 'stream' ? [{ aspect: 'Scope', say: ({ scope }) => scope }] : []),
}

function dataWords(problem: AnomalyProblem): string {
  const { form, units, windows, labels, cases, days } = problem
  const known =
    labels === 'none'
      ? 'no known case'
      : cases === undefined
        ? labels === 'few'
          ? 'a few known cases'
          : 'enough known cases to learn from'
        : counted(cases, 'known case')
  return form === 'stream'
    ? `${counted(units, 'unit')} with ${valueWords(problem)} over ${numbered(days, 'day')} ${units === 1 ? 'holds' : 'hold'} ${counted(windows, `${problem.example.one} that shares`, `${problem.example.many} that share`)} no moment, with ${known}.`
    : `${counted(windows, 'record')} of ${valueWords(problem)} to learn from, with ${known}.`
}
