/**
 * What must not change a reading: greetings, sentences about something else, the order of sentences, other units, other
 * ways of writing a number, what chats and editors put in; and one fact more never loses another.
 */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/design/brief/brief.js'
import { readBrief } from '../../../src/design/brief/read.js'

const folder = new URL('./corpus/', import.meta.url)
const textsOf = (file: string): string[] =>
  (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { text: string }[]).map(({ text }) => text)
const requests = readdirSync(folder).sort().flatMap(textsOf)
const english = [...textsOf('english.json'), ...textsOf('english-more.json')]

const values = ({ data, targets, constraints, team, domain, task }: Brief) => ({
  ...Object.fromEntries(
    Object.entries({ ...data, ...targets, ...constraints, ...team }).map(([name, fact]) => [
      name,
      fact?.value,
    ]),
  ),
  domain: domain?.value,
  task: task?.value,
})
const reading = (text: string) => values(readBrief(text).brief)
/** The subject is quoted in the person's own letters. */
const withoutSubject = (text: string) => ({ ...reading(text), subject: undefined })

const readings = new Map<string, string>()
/** Of a request as it is: read once. */
function known(text: string): string {
  const found = readings.get(text) ?? JSON.stringify(withoutSubject(text))
  readings.set(text, found)
  return found
}

/** Hundreds of texts in each test. */
const patience = 60_000

/** Requests that a change of their words makes read differently. */
function changedBy(texts: readonly string[], changes: readonly ((text: string) => string)[]): string[] {
  return texts.flatMap((text) => {
    const before = known(text)
    return changes
      .map((change) => change(text))
      .filter((changed) => JSON.stringify(withoutSubject(changed)) !== before)
  })
}

describe('a request reads the same', () => {
  it(
    'with a greeting and thanks',
    () => {
      const changes = [
        (text: string) => `Hi all! ${text}`,
        (text: string) => `Hello team, quick question.\n${text}`,
        (text: string) => `${text}\nThanks a lot! 🙏`,
      ]
      expect(changedBy(requests, changes)).toEqual([])
    },
    patience,
  )

  // Asides in the language of the request: a text in two languages is read in one of them.
  it(
    'beside sentences about something else',
    () => {
      const changes = [
        (text: string) => `Lunch was good today. ${text}`,
        (text: string) => `I hope this is the right place to ask. ${text}`,
        (text: string) => `${text}${/[.!?]$/.test(text) ? '' : '.'} See you on Monday.`,
      ]
      expect(changedBy(english, changes)).toEqual([])
    },
    patience,
  )

  it(
    'with what chats and editors put in',
    () => {
      const changes = [
        (text: string) => `<@U024BE7LH> ${text}`,
        (text: string) => `<!here> :wave: ${text}`,
        (text: string) => `  \u200b${text}\u2060  \n`,
        (text: string) => text.replaceAll(' ', '\u00a0'),
        // Two spaces part two numbers; one may part thousands.
        (text: string) => text.replace(/(?<!\d) /g, '  '),
      ]
      expect(changedBy(requests, changes)).toEqual([])
    },
    patience,
  )

  it(
    'in decomposed and in composed letters',
    () => {
      const changes = [(text: string) => text.normalize('NFD'), (text: string) => text.normalize('NFC')]
      expect(changedBy(requests, changes)).toEqual([])
    },
    patience,
  )
})

describe('an amount reads the same', () => {
  it.each([
    [
      'classify images, 5 classes, p95 under 50 ms',
      '50 ms',
      ['0.05 s', '0.05 seconds', '50ms', '50 milliseconds', '50 msec'],
    ],
    [
      'tabular churn model, 1.5M rows, 20 columns',
      '1.5M',
      ['1,500,000', '1500000', '1.5 million', '15 lakh', '1.5 mio', '1500k'],
    ],
    [
      'recommend 100K items to users',
      '100K',
      ['100,000', '100 000', '100000', '100 thousand', '1 lakh', '0.1M'],
    ],
    ['route tickets to twelve teams, CPU only', 'twelve', ['12']],
    ['keyword spotting with 256 KB RAM, 10 commands', '256 KB', ['256KB', '0.256 MB', '256 kilobytes']],
    ['detect objects at 25 fps', '25 fps', ['25fps', '25 FPS']],
    [
      'anomaly detection on 50 pumps, every 30 seconds, no labels',
      'every 30 seconds',
      ['every 30s', 'every 0.5 minutes', 'every 30 sec'],
    ],
    [
      'anomaly detection on logs, max 28 alerts per week',
      '28 alerts per week',
      ['4 alerts per day', '28 alerts a week', '4 alerts/day'],
    ],
    ['transcribe calls, 120 hours of audio', '120 hours', ['120 h', '120h']],
    [
      'classify tumours in scans, 1 in 200 is positive',
      '1 in 200 is positive',
      ['0.5% positives', '0.5 % positive'],
    ],
    [
      'churn model, 20 columns, 50k rows, budget $2k',
      '$2k',
      ['$2,000', '2000 USD', '2,000 dollars', 'US$ 2000'],
    ],
    ['fine-tune a 7B model on 24GB GPU', '7B', ['7 B parameter'.replace(' B', 'B')]],
  ])('%s', (text, amount, others) => {
    const expected = spans(withoutSubject(text))
    for (const other of others)
      expect([other, spans(withoutSubject(text.replace(amount, other)))]).toEqual([other, expected])
  })
})

const secondsIn: Readonly<Record<string, number>> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
}
/** Lengths of time are kept in the person's unit: compared in seconds. */
function spans(read: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(read).map(([name, value]) => {
      const span = value as { value?: number; unit?: string } | undefined
      const seconds = secondsIn[span?.unit ?? '']
      return [name, seconds === undefined ? value : (span?.value ?? 0) * seconds]
    }),
  )
}

/** By field: how a request begins, and sentences that each state facts. */
const statements: Readonly<
  Record<string, readonly [string, readonly (readonly [string, Record<string, unknown>])[]]>
> = {
  tabular: [
    'We need a churn model for our customers',
    [
      ['There are 50,000 rows', { rows: 50_000 }],
      ['80 columns', { featureCount: 80 }],
      ['3% positives', { positiveRate: 0.03 }],
      ['It runs nightly', { deployment: 'batch', batchEvery: { value: 1, unit: 'day' } }],
      ['It must be explainable', { interpretability: 'must' }],
      ['No GPU', { servingDevice: { id: 'cpu-core-avx2', count: 4 } }],
      ['The budget is $300', { budgetUsd: 300 }],
      ['Not PyTorch', { excludedFrameworks: ['pytorch'] }],
      ['No neural networks', { excludedFamilies: ['neural'] }],
      ['We are a team of 3', { size: 3 }],
      ['Kafka and Spark run already', { infrastructure: ['kafka', 'spark'] }],
      ['No cloud', { privacy: 'data stays in house' }],
    ],
  ],
  vision: [
    'Classify photos of parts',
    [
      ['8 classes', { classes: 8 }],
      ['5,000 labelled images', { labelled: 5000 }],
      ['Images are 512x512', { imageSize: 512 }],
      ['p95 under 80 ms', { latency: { ms: 80, percentile: 95 } }],
      ['Training on one T4', { trainingDevice: { id: 't4', count: 1 } }],
      ['PyTorch', { framework: 'pytorch' }],
      ['No transformers', { excludedFamilies: ['transformer'] }],
      ['It is a commercial product', { commercial: true }],
      ['Two developers', { size: 2 }],
      ['fp16', { precision: 'fp16' }],
    ],
  ],
  signals: [
    'Classify ECG recordings',
    [
      ['5 classes', { classes: 5 }],
      ['The signal is sampled at 250 Hz', { sampleRateHz: 250 }],
      ['12 leads', { channels: 12 }],
      ['20,000 labelled windows', { labelled: 20_000 }],
      ['The recordings are of 300 patients', { subjects: 300 }],
      ['Windows of 10 s', { windowSeconds: 10 }],
      ['Training on one T4', { trainingDevice: { id: 't4', count: 1 } }],
      ['No transformers', { excludedFamilies: ['transformer'] }],
      ['Two developers', { size: 2 }],
    ],
  ],
  language: [
    'Classify support tickets by intent',
    [
      ['12 classes', { classes: 12 }],
      ['20K labelled tickets', { labelled: 20_000 }],
      ['The tickets are in English and German', { languages: ['en', 'de'] }],
      ['CPU only', { servingDevice: { id: 'cpu-core-avx2', count: 4 } }],
      ['50 requests per second', { throughputPerSecond: 50 }],
      ['p99 under 100 ms', { latency: { ms: 100, percentile: 99 } }],
      ['Air-gapped', { airGapped: true }],
      ['Only TensorFlow in production', { framework: 'keras' }],
      ['Deadline in 3 weeks', { deadlineWeeks: 3 }],
    ],
  ],
  recommendation: [
    'Recommend products in our shop',
    [
      ['100K items', { items: 100_000 }],
      ['3.5M users', { users: 3_500_000 }],
      ['40M purchases', { interactions: 40_000_000 }],
      ['Mostly implicit feedback', { feedback: 'implicit' }],
      ['30% of items are new', { coldShare: 0.3 }],
      ['p95 under 80 ms', { latency: { ms: 80, percentile: 95 } }],
      ['2x A10G', { trainingDevice: { id: 'a10g', count: 2 } }],
      ['No embeddings in the cloud', { privacy: 'data stays in house' }],
      ['Embedding tables fit 16 GB of memory', { memoryBytes: 16e9 }],
    ],
  ],
  reinforcement_learning: [
    'Learn a control policy for a robot arm',
    [
      ['7 joints', { actionCount: 7 }],
      ['Continuous torques', { actions: 'continuous' }],
      ['There is a fast simulator', { simulator: true }],
      ['4096 environments in parallel', { environments: 4096 }],
      ['It is deployed at 100 Hz', { controlHz: 100 }],
      ['JAX', { framework: 'flax' }],
      ['One L4 for training', { trainingDevice: { id: 'l4', count: 1 } }],
    ],
  ],
  audio: [
    'Identify bird species in recordings',
    [
      ['40 species', { classes: 40 }],
      ['6,000 labelled recordings', { labelled: 6000 }],
      ['5 s clips', { clipSeconds: 5 }],
      ['48 kHz audio', { sampleRateHz: 48_000 }],
      ['Calls overlap', { multiLabel: true }],
      ['It runs on battery', { onBattery: true }],
      ['Raspberry Pi 4 with 4 GB', { memoryBytes: 4e9, deployment: 'edge' }],
    ],
  ],
  anomaly_detection: [
    'Anomaly detection for our servers',
    [
      ['2,000 hosts', { seriesCount: 2000 }],
      ['30 metrics', { channels: 30 }],
      ['One value every 10 seconds', { frequency: { value: 10, unit: 'second' } }],
      ['No labels', { labels: 'none' }],
      ['At most 20 alerts per day', { alertsPerDay: 20 }],
      ['Streaming with Kafka', { streaming: true, infrastructure: ['kafka'] }],
      ['No deep learning', { excludedFamilies: ['neural'] }],
    ],
  ],
  graph: [
    'Node classification in a transaction graph',
    [
      ['6M nodes', { nodes: 6_000_000 }],
      ['80M edges', { edges: 80_000_000 }],
      ['1,200 known mules', { positives: 1200 }],
      ['30 features', { featureCount: 30 }],
      ['My boss wants a GNN', { wantedFamilies: ['graph network'] }],
      ['Weekly batch', { deployment: 'batch', batchEvery: { value: 1, unit: 'week' } }],
    ],
  ],
  multimodal: [
    'Read fields from scanned invoices',
    [
      ['14 fields', { fields: 14 }],
      ['3,000 annotated documents', { labelled: 3000 }],
      ['Languages are German and Polish', { languages: ['de', 'pl'] }],
      ['On-prem', { privacy: 'data stays in house' }],
      ['One RTX 4090', { trainingDevice: { id: 'rtx4090', count: 1 } }],
      ['2 devs', { size: 2 }],
    ],
  ],
  multi_task: [
    'Predict churn and lifetime value with one model',
    [
      ['200k rows', { rows: 200_000 }],
      ['60 columns', { featureCount: 60 }],
      ['The model must be interpretable', { interpretability: 'must' }],
      ['Budget of 400 dollars', { budgetUsd: 400 }],
      ['Batch every 6 hours', { batchEvery: { value: 6, unit: 'hour' } }],
    ],
  ],
  time_series: [
    'Forecast sales 28 days ahead',
    [
      ['200 stores', { seriesCount: 200 }],
      ['Daily data', { frequency: { value: 1, unit: 'day' } }],
      ['3 years of history', { historyLength: { value: 3, unit: 'year' } }],
      ['P10, P50 and P90', { quantiles: [0.1, 0.5, 0.9] }],
      ['Promotions are known in advance', { knownFuture: 'planned' }],
      ['Judged by MAPE', { metric: 'mape' }],
      ['p99 under 50 ms', { latency: { ms: 50, percentile: 99 } }],
      ['Not an LSTM', { excludedFamilies: ['lstm'] }],
    ],
  ],
}

describe('facts stated in any number and order', () => {
  it.each(Object.entries(statements))(
    'of %s are all read, and none loses another',
    (domain, [start, facts]) => {
      const some = fc.shuffledSubarray([...facts])
      fc.assert(
        fc.property(some, fc.constantFrom('. ', '; ', '.\n', '\n- '), (chosen, joint) => {
          const text = [start, ...chosen.map(([sentence]) => sentence)].join(joint)
          const read = reading(text) as Record<string, unknown>
          expect([text, read.domain]).toEqual([text, domain])
          // Frameworks and families ruled out gather in lists.
          for (const [, expected] of chosen)
            for (const [name, value] of Object.entries(expected))
              expect([text, name, read[name]]).toEqual([text, name, value])
          expect(readBrief(text).brief.conflicts).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )
})
