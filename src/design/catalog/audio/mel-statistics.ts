/** The bar for every classifier of sounds: mean, deviation and extremes of each log-mel band, and logistic regression. */
import { counted } from '../../brief/facts.js'
import { frontEndWords } from '../backbones/audio/front-end.js'
import { isSmall } from '../backbones/serving.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { planFiles } from './plan.js'
import { clipsWords, outputsOf } from './words.js'

const source = 'Stowell & Plumbley, Automatic large-scale classification of bird sounds, 2014; scikit-learn'
const bands = [20, 40, 64] as const
/** Mean, deviation, least, largest, and mean and deviation of the change from frame to frame. */
const statistics = 6
const penalties = 10
const folds = 5

export const melStatistics: AudioFamily = {
  id: 'mel-statistics',
  kind: 'baseline',
  goals: ['classify', 'tag', 'events', 'keywords'],
  title: 'Log-mel statistics and logistic regression',
  words: ['linear'],
  ruledOutBy: ['linear'],
  neural: false,
  complexity: 0.08,
  complexityBecause: 'a table of statistics and one weighted sum for each class; fitted in seconds',
  interpretability: 0.65,
  interpretabilityBecause: 'a weight for each statistic of each band shows what counted',
  name: () => 'Log-mel statistics and logistic regression',
  fits: () => ({ fits: true }),
  prior: ({ amount, goal }) => ({
    value: { little: 0.52, some: 0.45, much: 0.38 }[amount] - (goal === 'keywords' ? 0.08 : 0),
    because: 'statistics of a clip forget when something happened, so short and overlapping sounds are lost',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.7, some: 0.4, much: 0.25 })[amount],
  rungs: (problem) =>
    (isSmall(problem) ? bands.slice(0, 2) : bands).map((mels) => {
      const columns = mels * statistics
      const outputs = outputsOf(problem)
      const seconds = problem.goal === 'events' ? Math.max(1, Math.floor(problem.clipSeconds)) : 1
      return {
        label: `${mels} bands, ${columns} columns`,
        input: [columns],
        parts: [
          audioPart(problem, {
            kind: 'estimator',
            estimator: { kind: 'linear_model', link: 'logit', outputs, penalties, folds },
            load: {
              seriesCount: 1,
              points: problem.trainingClips * seconds,
              trainingRows: problem.trainingClips * seconds,
              features: columns,
              rowsPerRequest: seconds,
              outputsPerRow: outputs,
            },
            // A weighted sum with a penalty: bounded by the penalty, not by the number of clips.
            learned: Math.min(problem.targets, outputs * (columns + 1)),
          }),
        ],
      }
    }),
  recipe: ({ goal, classes }) => ({
    loss:
      goal === 'tag' || goal === 'events'
        ? `Log loss of a sigmoid for each of ${counted(classes, 'label')}, one regression each (binary cross-entropy)`
        : `Log loss over ${counted(goal === 'keywords' ? classes + 2 : classes, 'class', 'classes')}`,
    optimizer: 'L-BFGS to convergence',
    schedule: `${penalties} strengths of the penalty on ${folds} folds of the groups`,
    regularization: [
      'L2 penalty, chosen by cross-validation',
      'columns scaled by training mean and deviation',
    ],
  }),
  write: (problem, { label, input }) => ({
    overview: `${label} of ${clipsWords(problem)}: ${statistics} statistics a band, a weighted sum for each class. The baseline for everything that learns from the spectrogram itself. {{latency}} a prediction, fitted in {{trainingTime}}.`,
    inputs: [
      {
        name: 'statistics',
        shape: input,
        meaning: `${statistics} statistics of each log-mel band: ${frontEndWords({ sampleRateHz: problem.sampleRateHz, windowMs: 25, hopMs: 10, mels: (input[0] ?? 0) / statistics })}`,
      },
    ],
    outputs: [
      {
        name: 'scores',
        shape: [outputsOf(problem)],
        meaning:
          problem.goal === 'tag' ? 'one probability a label, each of its own' : 'one score for each class',
      },
    ],
    risks: [
      'A louder background moves every statistic: scale each clip by its own noise floor.',
      ...soundRisks(problem),
    ],
    steps: [
      'Compute the statistics in `src/features.py` and fit the regression in `src/train.py` (seconds); look at the largest weights.',
    ],
    files: planFiles(
      problem,
      [
        { path: 'src/features.py', purpose: 'log-mel bands and their statistics' },
        { path: 'src/train.py', purpose: 'logistic regression with its penalty' },
      ],
      true,
    ),
    notCounted: ['the front end: turning sound into log-mel bands'],
  }),
}
