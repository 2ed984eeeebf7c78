/** A completed audio brief in the numbers that families are built from: what is answered, clips, seconds, classes. */
import type { Brief } from '../../brief/brief.js'
import { counted, plain } from '../../brief/facts.js'
import { staysInHouse } from '../../brief/privacy.js'
import { type Amount, type Noun, type Problem, settingOf } from '../problem.js'
import { type Sound, soundOf } from './sound.js'

/** What the model answers: for a clip, for each moment of it, for a spoken word, in writing, or how odd it is. */
export type Goal = 'classify' | 'tag' | 'events' | 'keywords' | 'transcribe' | 'find_odd'

export interface AudioProblem extends Problem {
  readonly goal: Goal
  readonly sound: Sound
  readonly classes: number
  /** Seconds of sound that one answer rests on. */
  readonly clipSeconds: number
  /** Clips with the right answer; of `find_odd` those of the normal state. */
  readonly clips: number
  readonly trainingClips: number
  readonly testClips: number
  /** Clips for choices; 0 where folds of the training part serve. */
  readonly validationClips: number
  /** Hours of sound with the right answer. */
  readonly hours: number
  readonly sampleRateHz: number
  /** Answers have to come while the sound goes on. */
  readonly isStream: boolean
  readonly languages: readonly string[]
  /** Known odd clips, for a threshold. */
  readonly oddClips: number
  /** False alarms that a day may bring, where that was said. */
  readonly alarmsPerDay?: number
  /** No sound may be sent to a service of others. */
  readonly inHouse: boolean
}

const goals: Readonly<Record<string, Goal>> = {
  'audio classification': 'classify',
  'speaker identification': 'classify',
  'multi-label audio classification': 'tag',
  'sound event detection': 'events',
  'keyword spotting': 'keywords',
  'speech recognition': 'transcribe',
  'audio anomaly detection': 'find_odd',
}
export const goalOf = (task: string | undefined): Goal => goals[task ?? ''] ?? 'classify'

export const testShare = 0.15
/** Clips under which one validation part says too little. */
const foldsUnder = 5_000

/** Hours of speech that a recogniser is adapted with, and trained with; clips that a network is fine-tuned with. */
const hourAmounts = { few: 10, many: 1_000 }
const clipAmounts = { few: 1_000, many: 50_000 }

/** @param brief completed by `complete` */
export function audioProblem(brief: Brief): AudioProblem {
  const { data } = brief
  const goal = goalOf(brief.task?.value)
  const clipSeconds = Math.max(0.2, data.clipSeconds?.value ?? 10)
  const clips = Math.max(1, Math.round(data.labelled?.value ?? 1))
  const hours = data.audioHours?.value ?? (clips * clipSeconds) / 3600
  const single = goal === 'find_odd' || goal === 'transcribe'
  const classes = single ? 1 : (data.classes?.value ?? 2)
  const testClips = Math.max(1, Math.round(testShare * clips))
  const validationClips = clips < foldsUnder ? 0 : testClips
  const trainingClips = Math.max(1, clips - testClips - validationClips)
  const sound = soundOf(brief.request)
  const amounts = goal === 'transcribe' ? { ...hourAmounts, there: hours } : { ...clipAmounts, there: clips }
  const { few, many, there } = amounts
  const amount: Amount = there < few ? 'little' : there < many ? 'some' : 'much'
  return {
    ...settingOf(brief),
    ...targetsOf({ goal, trainingClips, allClips: clips, clipSeconds, classes, hours }),
    subject: data.subject?.value ?? subjects[goal],
    answer: goal === 'transcribe' ? transcripts : predictions,
    example:
      goal === 'transcribe' ? { one: 'utterance', many: 'utterances' } : { one: 'clip', many: 'clips' },
    goal,
    sound,
    classes,
    clipSeconds,
    clips,
    trainingClips,
    testClips,
    validationClips,
    hours,
    sampleRateHz: data.sampleRateHz?.value ?? (single || goal === 'keywords' ? 16_000 : sound.sampleRateHz),
    isStream: brief.constraints.streaming?.value === true,
    languages: data.languages?.value ?? ['en'],
    oddClips: data.positives?.value ?? 0,
    ...(brief.targets.alertsPerDay && { alarmsPerDay: brief.targets.alertsPerDay.value }),
    inHouse: staysInHouse(brief.constraints),
    amount,
  }
}

const predictions: Noun = { one: 'prediction', many: 'predictions' }
const transcripts: Noun = { one: 'transcript', many: 'transcripts' }

const subjects: Readonly<Record<Goal, string>> = {
  classify: 'the class of a clip',
  tag: 'the sounds in a clip',
  events: 'sounds with their beginning and end',
  keywords: 'spoken words',
  transcribe: 'the words that are said',
  find_odd: 'how odd a sound is',
}

/** Letters of a second of speech: about 150 words a minute of six letters. */
const lettersPerSecond = 15

/** What a network from scratch has to learn from. */
function targetsOf(of: {
  readonly goal: Goal
  readonly trainingClips: number
  readonly allClips: number
  readonly clipSeconds: number
  readonly classes: number
  readonly hours: number
}): Pick<Problem, 'targets' | 'targetsNoun' | 'targetsFrom'> {
  const { goal, trainingClips, allClips, clipSeconds, classes, hours } = of
  const clips = counted(trainingClips, 'training clip')
  switch (goal) {
    case 'transcribe':
      return {
        targets: Math.max(1, Math.round(hours * (trainingClips / allClips) * 3600 * lettersPerSecond)),
        targetsNoun: { one: 'letter', many: 'letters' },
        targetsFrom: `${plain(Number((hours * (trainingClips / allClips)).toPrecision(3)))} hours of the training part x ${lettersPerSecond} letters a second`,
      }
    case 'tag':
      return {
        targets: trainingClips * classes,
        targetsNoun: { one: 'label', many: 'labels' },
        targetsFrom: `${clips} x ${counted(classes, 'label')}, each there or not`,
      }
    case 'events':
    case 'find_odd': {
      const seconds = Math.max(1, Math.floor(clipSeconds))
      const values = goal === 'events' ? classes : oddBands
      return {
        targets: trainingClips * seconds * values,
        targetsNoun:
          goal === 'events'
            ? { one: 'labelled second', many: 'labelled seconds' }
            : { one: 'value of bands and seconds', many: 'values of bands and seconds' },
        targetsFrom: `${clips} x ${counted(seconds, 'second')} x ${goal === 'events' ? counted(values, 'class', 'classes') : counted(values, 'band')}`,
      }
    }
    default:
      return {
        targets: trainingClips,
        targetsNoun: { one: 'labelled clip', many: 'labelled clips' },
        targetsFrom: clips,
      }
  }
}
/** Bands of a spectrum that is drawn again. */
const oddBands = 128
