/** Requests for forecasts as people put them together, in any order and number: what the reader can make of them. */
import fc from 'fast-check'
import type { Brief } from '../../src/design/brief/brief.js'
import { readBrief } from '../../src/design/brief/read.js'

const amount = fc.oneof(
  fc.constantFrom(1, 2, 3, 7, 12, 24, 48, 63, 90, 365, 1000),
  fc.integer({ min: 1, max: 60 }),
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.constantFrom('0.5', '2.5', '1e9'),
)
const unit = fc.constantFrom(
  'seconds',
  'minutes',
  'hours',
  'days',
  'weeks',
  'months',
  'quarters',
  'years',
  'steps',
)
const said = (words: (n: string | number, u: string) => string) =>
  fc.tuple(amount, unit).map(([n, u]) => words(n, u))

const part = fc.oneof(
  said((n, u) => `${n} ${u} ahead`),
  said((n, u) => `${n} ${u} of history`),
  said((n, u) => `look-back ${n} ${u}`),
  said((n, u) => `seasonality ${n} ${u}`),
  amount.map((n) => `${n} series`),
  amount.map((n) => `${n} variables`),
  amount.map((n) => `p99 under ${n} ms`),
  amount.map((n) => `budget $${n}`),
  amount.map((n) => `training within ${n} hours`),
  amount.map((n) => `at most ${n} MB memory`),
  amount.map((n) => `${n} requests per second`),
  fc.constantFrom(
    ...['hourly', 'daily', 'weekly', 'monthly', 'every 15 minutes', 'yearly'],
    ...['on one T4', 'CPU only', '2x A100', '8 x H100', 'train on an L4', 'serve on a T4', 'no GPU'],
    ...['must be explainable', 'with intervals', 'P5, P50, P95', 'a point forecast', 'no seasonality'],
    ...['promotions and prices known in advance', 'nothing known in advance', 'many zeros', 'MAPE'],
    ...['no neural networks', 'no trees', 'use an LSTM', 'with a transformer', 'not naive', 'N-HiTS please'],
    ...['TensorFlow', 'JAX', 'no PyTorch', 'bf16', 'batch size 7', 'online', 'nightly batch'],
  ),
)

/** @param most parts of one request */
export const requests = (most = 7): fc.Arbitrary<string> =>
  fc
    .array(part, { minLength: 1, maxLength: most })
    .map((parts) => `Design a time series forecasting model: ${parts.join(', ')}`)

export const briefs = (most?: number): fc.Arbitrary<Brief> =>
  requests(most).map((text) => readBrief(text).brief)

export const briefOf = (text: string): Brief => readBrief(text).brief
export const sampleRequest = 'Design a time series forecasting model for 63-day trajectory prediction'
