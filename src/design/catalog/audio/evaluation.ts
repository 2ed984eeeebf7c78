/** How an audio model is judged: what stands on which side, which numbers, and when it is worth its upkeep. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { certaintyWords } from '../backbones/test-size.js'
import { languageWords } from '../language/words.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { AudioFamily } from './family.js'
import { type AudioProblem, type Goal, testShare } from './problem.js'
import { hourWords } from './words.js'

export function evaluation(problem: AudioProblem, { kind }: AudioFamily): string[] {
  const { goal, testClips } = problem
  return [
    split(problem),
    `Metrics: ${listed(metrics(problem))}; each also by what will shift (${problem.sound.shift}).`,
    goal === 'transcribe'
      ? 'Word errors are counted after one way of writing numbers, case and punctuation; intervals by bootstrap over speakers.'
      : certaintyWords(testClips, 'test clip'),
    kind === 'baseline'
      ? 'This is the bar: another model ships only if it beats this one on the untouched test part.'
      : `Stop rule: unless ${headline[goal]} is at least ${plain(leastLift * 100)}% better than that of the baseline, the baseline ships instead.`,
  ]
}

function split({ sound, testClips, validationClips, goal, oddClips, hours }: AudioProblem): string {
  const folds =
    validationClips === 0
      ? 'choices are made by 5-fold cross-validation on the rest, in the same groups'
      : goal === 'transcribe'
        ? 'as many more are for choices'
        : `${grouped(validationClips)} more are for choices`
  const odd =
    goal === 'find_odd'
      ? ` ${oddClips === 1 ? 'The one known odd clip is' : `All ${oddClips > 0 ? `${grouped(oddClips)} known` : 'found'} odd clips are`} for threshold and test, none for training.`
      : ''
  const tested =
    goal === 'transcribe'
      ? `The test, used once, is ${hourWords(Number((testShare * hours).toPrecision(2)))}`
      : `${counted(testClips, 'clip is', 'clips are')} tested on once`
  return `Split by group: ${sound.group} stay on one side, so that no recording is in training and test. ${tested}; ${folds}.${odd}`
}

const headline: Readonly<Record<Goal, string>> = {
  classify: 'macro-F1',
  tag: 'mAP over labels',
  events: 'event F1 (with 200 ms of tolerance)',
  keywords: 'the share of missed words at the same false accepts an hour',
  transcribe: 'the word error rate',
  find_odd: 'the share of odd clips found at the fixed rate of false alarms',
}

function metrics({ goal, brief, languages, sound, alarmsPerDay }: AudioProblem): string[] {
  const asked = brief.targets.metric?.value.toUpperCase()
  const own: Readonly<Record<Goal, readonly string[]>> = {
    classify: [
      'macro-F1',
      'recall of every class',
      'how often silence or something unknown is given a class',
    ],
    tag: [
      'mAP over labels',
      'recall of every label at its threshold',
      'false alarms an hour on recordings without any',
    ],
    events: ['event F1 with 200 ms of tolerance', 'PSDS (Bilen et al., 2020)', 'false alarms an hour'],
    keywords: [
      `missed words against false accepts on ${counted(otherHours(alarmsPerDay), 'hour')} of other speech and noise${alarmsPerDay ? ` (at most ${plain(alarmsPerDay)} a day; only so long without any shows it, 3 / rate; Hanley & Lippman-Hand, 1983)` : ''}`,
      'delay from the end of the word',
    ],
    transcribe: [
      'word error rate',
      'character error rate',
      ...(languages.length > 1 ? [`each for ${languageWords({ languages })}`] : []),
      'errors in names and numbers',
    ],
    find_odd: [
      'AUROC',
      `partial AUROC up to 10% false alarms, both by ${sound.id === 'machine' ? 'machine' : 'place'}`,
      ...(alarmsPerDay
        ? [`false alarms on whole days of normal sound (at most ${plain(alarmsPerDay)} a day)`]
        : []),
    ],
  }
  return [...(asked ? [`${asked} (asked for)`] : []), ...own[goal]]
}

const usualOtherHours = 24
/** Hours without one false accept after which a rate is known to be no higher than allowed, with 95%. */
export const otherHours = (alarmsPerDay: number | undefined): number =>
  alarmsPerDay ? Math.max(usualOtherHours, Math.ceil((3 * 24) / alarmsPerDay)) : usualOtherHours

/** What threatens every model of such sounds. */
export function soundRisks({ sound, goal, clips, classes, brief, inHouse }: AudioProblem): string[] {
  return [
    goal === 'transcribe'
      ? `What is rare in the recordings is written worst: ${sound.shift}; look at each apart.`
      : `Shortcuts: recorder, room or site can stand for the class; ${sound.shift} will show it.`,
    ...(classes > 1 && clips / classes < 50
      ? [
          `About ${counted(Math.floor(clips / classes), 'clip')} a class: rare ones are learned by heart; merge or collect.`,
        ]
      : []),
    ...(goal === 'classify' || goal === 'keywords' || goal === 'tag'
      ? [
          'Most of what a microphone hears is none of the classes: silence and unknown sounds need clips of their own.',
        ]
      : []),
    ...(brief.task?.value === 'speaker identification'
      ? [
          'A speaker who is none of them is given the nearest name: set a threshold on the score, on voices that training never heard.',
          'Speakers come and go: a published network of voices whose vectors are compared (ECAPA-TDNN, Desplanques et al., 2020) takes a new one without training; compare it first, in equal error rate.',
        ]
      : []),
    ...(brief.constraints.commercial?.value
      ? [
          'Have the terms of the published weights and of the recordings behind them (AudioSet is of public videos) checked before it is sold.',
        ]
      : []),
    ...(sound.id === 'speech' || sound.id === 'medical'
      ? [
          'Voices are personal data: consent, storage and deletion are settled before recordings are collected.',
        ]
      : sound.id === 'sounds'
        ? [
            'Where people pass, a microphone records what they say: keep scores rather than sound, or settle consent and deletion first.',
          ]
        : []),
    ...(inHouse
      ? [
          'No sound leaves the network: weights and containers come in as files with checksums; no hosted service, no telemetry.',
        ]
      : []),
  ]
}
