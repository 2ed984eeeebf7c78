/** C09, C23, C25 and C26: what people can run, read and wait for. */
import { counted } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import type { Topic } from '../brief/topics.js'
import { flagOf, severityOf, type Way } from './flagging.js'
import { type Reading, secondsOf } from './reading.js'
import { duration, number, numbered, roundDown } from './say.js'

const weekHours = 7 * 24

/** C09: a training that may last longer than there is time. */
export function longerThanTheDeadline(reading: Reading): Flag[] {
  const { deadlineWeeks, trainingHours } = reading.brief.constraints
  if (!deadlineWeeks?.value || !trainingHours) return []
  const there = deadlineWeeks.value * weekHours
  if (trainingHours.value <= there) return []
  return [
    flagOf(reading, {
      id: 'C09',
      severity: severityOf(trainingHours.value, there),
      conflict: `You allow ${counted(trainingHours.value, 'hour')} of training and have ${counted(deadlineWeeks.value, 'week')}.`,
      arithmetic: `${number(deadlineWeeks.value)} x ${weekHours} hours = ${numbered(there, 'hour')}, for data, training, tuning and release together.`,
      ways: [
        {
          say: `Allow at most ${numbered(roundDown(there / 3 / 3), 'hour')} for one training: three of them in a third of the time.`,
          moves: true,
        },
        {
          say: `Move the date to ${counted(Math.ceil((3 * trainingHours.value) / weekHours), 'week')} from now or later.`,
          moves: true,
        },
      ],
    }),
  ]
}

/** Families whose single answers cannot be read. */
const opaque = new Set([
  'lstm',
  'gru',
  'recurrent',
  'transformer',
  'convolution',
  'resnet',
  'convnext',
  'efficientnet',
  'mobilenet',
  'vit',
  'cnn transformer',
  'neural',
  'pretrained',
  'nhits',
  'nbeats',
])

/** C23: reasons required of what gives none. */
export function noReasons(reading: Reading): Flag[] {
  const { interpretability, wantedFamilies, excludedFamilies } = reading.brief.constraints
  if (interpretability?.value !== 'must') return []
  const wanted = wantedFamilies?.value ?? []
  const onlyOpaque = wanted.length > 0 && wanted.every((name) => opaque.has(name))
  const ensemble = reading.asked('deepEnsemble')
  if (!onlyOpaque && !ensemble) return []
  const named = onlyOpaque || !ensemble ? wanted : [ensemble]
  const noLinear = excludedFamilies?.value.includes('linear') ?? false
  const ways: Way[] = [
    ...(noLinear ? [] : [{ say: 'Take a linear or additive model (EBM): its curves are the reasons.' }]),
    { say: 'Take boosted trees with TreeSHAP: exact shares of each input in each answer.', needs: 'trees' },
    {
      say: 'Keep the network and explain it by a surrogate: the reasons are then those of the surrogate, and how often both agree has to be shown.',
    },
  ]
  return [
    flagOf(reading, {
      id: 'C23',
      severity: 'warn',
      conflict: `You need reasons for single answers and asked for ${named.join(', ')}.`,
      arithmetic: `None of what you asked for (0 of ${named.length}) can be read directly; attention weights and saliency are no proof of a reason (Adebayo et al., 2018).`,
      ways,
    }),
  ]
}

/** C25: labels that are known later than the next training begins. */
export function labelsTooLate(reading: Reading): Flag[] {
  const { data, constraints } = reading.brief
  const delay = data.labelDelay && secondsOf(data.labelDelay.value)
  const period = constraints.retrainEvery && secondsOf(constraints.retrainEvery.value)
  if (!delay || !period || delay <= period) return []
  return [
    flagOf(reading, {
      id: 'C25',
      severity: 'warn',
      conflict: `Labels are known after ${duration(delay)}, and you retrain every ${duration(period)}.`,
      arithmetic: `${duration(delay)} / ${duration(period)} = ${number(delay / period)}: the newest ${counted(Math.ceil(delay / period), 'period')} of data have no final labels at each training, and what has none yet looks like a negative.`,
      ways: [
        { say: `Train only on cases older than ${duration(delay)} (a maturity window).` },
        { say: 'Learn from an early sign of the label, and correct it when the label comes.' },
        { say: `Retrain every ${duration(delay)}.`, moves: true },
      ],
    }),
  ]
}

/** Each has to be watched and mended by somebody: the words, and the name under which it may run already. */
const parts: readonly (readonly [topic: Topic, name: string, runs: RegExp])[] = [
  ['vectorIndex', 'a vector index', /vector|faiss|milvus|pinecone|qdrant|weaviate|elastic/],
  ['featureStore', 'a feature store', /feast|feature/],
  ['eventStream', 'an event stream', /kafka|flink|kinesis|pulsar/],
  ['gpuServing', 'GPU serving', /triton|vllm|torchserve|gpu/],
  ['clusterOfContainers', 'Kubernetes', /kubernetes|k8s/],
  ['onlineLearning', 'learning while serving', /online learning/],
  ['workflow', 'a workflow system', /airflow|dagster|prefect|mlflow/],
  ['manyRegions', 'several regions', /region/],
]

/** C26: more moving parts than people to run them. */
export function moreThanTheTeamRuns(reading: Reading): Flag[] {
  const { size, infrastructure } = reading.brief.team
  if (!size) return []
  const there = (runs: RegExp) => infrastructure?.value.some((name) => runs.test(name)) ?? false
  const added = parts.filter(([topic, , runs]) => reading.says(topic) && !there(runs)).map(([, name]) => name)
  if (added.length <= size.value) return []
  return [
    flagOf(reading, {
      id: 'C26',
      severity: 'warn',
      conflict: `You are ${counted(size.value, 'person', 'people')} and named ${added.join(', ')}.`,
      arithmetic: `${added.length} moving parts / ${number(size.value)} = ${number(added.length / size.value)} for each person on call; one new part a person is what usually holds.`,
      ways: [
        {
          say: `Start with at most ${number(size.value)} of them, and add one when the last runs by itself.`,
        },
        { say: 'Take managed services for some.', needs: 'outside' },
        { say: 'Compute ahead in a batch: no index, no stream, no serving.' },
      ],
    }),
  ]
}
