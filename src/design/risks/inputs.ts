/** C31 and C33: inputs that a named model does not read, or that are not there when they are needed. */
import { counted, saySpan } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { complete } from '../catalog/forecasting/complete.js'
import { forecastProblem } from '../catalog/forecasting/problem.js'
import { flagOf } from './flagging.js'
import { type Reading, secondsOf, wordsAt } from './reading.js'
import { number, numbered, percent } from './say.js'

/** Tokens that published text models were trained to read, by how they are named in a request. */
const contexts: readonly (readonly [name: RegExp, tokens: number])[] = [
  [/\bclip\b/i, 77],
  [/\b(?:all[- ]?)?minilm[- ]?l\d+[- ]v2\b/i, 256],
  [/\b(?:distil|m|xlm-?|camem|fin|bio|sci|legal)?-?(?:ro)?bert(?:a|-base|-large)?\b/i, 512],
  [/\bxlm-?r\b/i, 512],
  [/\bdeberta/i, 512],
  [/\bt5\b/i, 512],
  [/\blongformer\b/i, 4096],
  [/\bmodernbert\b/i, 8192],
]
/** A number of tokens beyond this is a corpus. */
const longestInput = 1e6

/** C31: texts longer than the model reads. */
export function longerThanItReads(reading: Reading): Flag[] {
  const length = reading.brief.data.sequenceLength?.value
  if (!length || length > longestInput) return []
  // ModernBERT and Longformer read more than the BERT in their names.
  const named = contexts.filter(([name]) => name.test(reading.brief.request))
  const [name, tokens] = named.at(-1) ?? []
  if (!name || tokens === undefined || length <= tokens) return []
  const model = name.exec(reading.brief.request)?.[0] ?? ''
  const writes = /^(translation|summarisation|generation)$/.test(reading.brief.task?.value ?? '')
  const pieces = number(Math.ceil(length / tokens))
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'warn',
      conflict: `You named ${model}, and your texts have ${numbered(length, 'token')}.`,
      arithmetic: `${model} reads ${numbered(tokens, 'token')}: ${percent(tokens / length)} of each text, and nothing of the rest.`,
      ways: writes
        ? [
            { say: `Cut texts into ${pieces} pieces at the ends of sentences, and join what comes out.` },
            { say: 'Take a model that reads as much, and measure it at that length.', needs: 'pretrained' },
          ]
        : [
            { say: `Cut texts into ${pieces} pieces and pool their answers (mean or maximum).` },
            { say: 'Take an encoder that reads 8,192 tokens (ModernBERT).', needs: 'pretrained' },
            { say: 'Take word counts (TF-IDF) with a linear model: length does not matter to them.' },
          ],
    }),
  ]
}

/** C31: shares that sum to one, for labels that hold at once. */
export function sharesOfMany(reading: Reading): Flag[] {
  if (reading.brief.data.multiLabel?.value !== true || !reading.says('softmax')) return []
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'block',
      conflict: 'You asked for a softmax and for several labels at once.',
      arithmetic:
        'The shares of a softmax sum to 1: of 2 labels that both hold, each gets at most 0.5 on average.',
      ways: [{ say: 'Take a sigmoid for each label with binary cross-entropy, and a threshold for each.' }],
    }),
  ]
}

/** TabPFN v2 (Hollmann et al., 2025). */
const tabPfnRows = 10_000
const tabPfnFeatures = 500

/** C31: a table larger than the model was made for. */
export function largerThanItReads(reading: Reading): Flag[] {
  const { rows, labelled, featureCount } = reading.brief.data
  const n = rows?.value ?? labelled?.value ?? 0
  const features = featureCount?.value ?? 0
  if (!reading.says('tabPfn') || (n <= tabPfnRows && features <= tabPfnFeatures)) return []
  const tooLong = n > tabPfnRows
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'warn',
      conflict: `You named TabPFN for ${tooLong ? counted(n, 'row') : counted(features, 'feature')}.`,
      arithmetic: `Its second version was made for up to ${number(tabPfnRows)} rows and ${number(tabPfnFeatures)} features (Hollmann et al., 2025): you have ${numbered(tooLong ? n / tabPfnRows : features / tabPfnFeatures, 'time')} as many.`,
      ways: [
        { say: 'Take boosted trees.', needs: 'trees' },
        { say: 'Take a later version, after reading its limits and licence.' },
        {
          say: tooLong
            ? `Give it a sample of ${number(tabPfnRows)} rows, as a bar.`
            : `Give it the ${number(tabPfnFeatures)} features with the most to say, as a bar.`,
        },
      ],
    }),
  ]
}

/** C31: planned inputs for a model that reads the series alone. */
export function readsTheSeriesAlone(reading: Reading): Flag[] {
  const { knownFuture, featureCount } = reading.brief.data
  if (!reading.says('nBeats') || knownFuture?.value !== 'planned') return []
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'warn',
      conflict: 'You asked for N-BEATS, and have inputs that are known ahead.',
      arithmetic: `N-BEATS reads the series alone: 0 of ${featureCount ? `the ${number(featureCount.value)}` : 'these'} inputs.`,
      ways: [
        {
          say: 'Take a model that reads them: boosted trees on lags, TiDE, or a temporal fusion transformer.',
        },
        {
          say: 'Explain the series by these inputs with a linear model first, and forecast the rest with N-BEATS.',
        },
      ],
    }),
  ]
}

/** C31: a method that needs labels, where there are none. */
export function learnsFromNothing(reading: Reading): Flag[] {
  const { labels } = reading.brief.data
  const mention = reading.mentions('supervised')[0]
  if (labels?.value !== 'none' || !mention || reading.says('unsupervised')) return []
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'warn',
      conflict: `You asked for "${wordsAt(reading, mention)}", and there are no labels.`,
      arithmetic: 'It learns from examples with the right answer, of which there are 0.',
      ways: [
        { say: 'Take what needs none: robust thresholds, an isolation forest, the residual of a forecast.' },
        { say: 'Label 100 to 300 of the cases that such a detector finds, and train on those next.' },
      ],
    }),
  ]
}

/** Days ahead for which weather forecasts say more than the season's mean (Bauer et al., Nature, 2015). */
const weatherDays = 10
const daySeconds = 86_400

/** C33: weather as an input, further ahead than anybody knows it. */
export function weatherTooFar(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const seconds = data.horizon && secondsOf(data.horizon.value)
  const asInput = data.knownFuture?.value === 'planned' && reading.says('weather')
  if (domain?.value !== 'time_series' || !asInput || !data.horizon || !seconds) return []
  const days = seconds / daySeconds
  if (days <= weatherDays) return []
  return [
    flagOf(reading, {
      id: 'C33',
      severity: 'warn',
      conflict: `You want weather as an input, and ${saySpan(data.horizon.value)} ahead.`,
      arithmetic: `Weather forecasts say more than the season's mean for about ${weatherDays} days: for ${number(days - weatherDays)} of ${numbered(days, 'day')} it is not known. Trained on the weather that came, a model looks better than it will be.`,
      ways: [
        { say: 'Train and test on archived weather forecasts, as they were at the time.' },
        { say: `Use weather for the first ${weatherDays} days and the mean of the season after that.` },
      ],
    }),
  ]
}

/** Steps from which errors that feed on themselves are to be checked. */
const longRollOut = 24

/** C31: a long forecast from its own last step. */
export function feedsOnItself(reading: Reading): Flag[] {
  const { brief } = reading
  if (brief.domain?.value !== 'time_series' || !brief.data.horizon || !reading.says('recursion')) return []
  const { horizonSteps } = forecastProblem(complete(brief))
  if (horizonSteps < longRollOut) return []
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'warn',
      conflict: `You asked for a forecast of ${counted(horizonSteps, 'step')} one step at a time.`,
      arithmetic: `Each step reads the errors of those before it: of a random walk the error after ${numbered(horizonSteps, 'step')} is sqrt(${number(horizonSteps)}) = ${numbered(Math.sqrt(horizonSteps), 'time')} that of one.`,
      ways: [
        { say: 'Predict all steps at once (direct multi-horizon).' },
        { say: 'Train on its own forecasts for part of the time, and report errors by part of the horizon.' },
      ],
    }),
  ]
}

/** Bats call from about this frequency upwards. */
const ultrasoundHz = 20_000

/** C33: a sound that the sample rate does not hold. */
export function aboveTheSampleRate(reading: Reading): Flag[] {
  const rate = reading.brief.data.sampleRateHz?.value
  if (!rate || !reading.says('ultrasound') || rate > 2 * ultrasoundHz) return []
  return [
    flagOf(reading, {
      id: 'C33',
      severity: 'block',
      conflict: `You want to hear ultrasound at ${numbered(rate, 'sample')} a second.`,
      arithmetic: `${number(rate)} / 2 = ${number(rate / 2)} Hz is the highest tone in such a recording; ultrasound begins at about ${number(ultrasoundHz)} Hz.`,
      ways: [
        {
          say: `Record at more than ${number(2 * ultrasoundHz)} samples a second; for most bats ${number(10 * ultrasoundHz)} or more.`,
        },
        { say: 'Take a detector that brings the calls down in frequency before they are recorded.' },
      ],
    }),
  ]
}
