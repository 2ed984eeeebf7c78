/** wav2vec 2.0 with CTC: a recogniser from one to some hundred hours of own speech; letters, no invented words. */
import { plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { wav2vec2Base, xlsR300m } from '../backbones/audio/wav2vec2.js'
import { isSmall } from '../backbones/serving.js'
import { infer } from '../inference.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { AudioProblem } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { clipsWords, hourWords } from './words.js'

const source = 'Baevski et al., wav2vec 2.0, 2020; Babu et al., XLS-R, 2021'
const learningRate = 5e-5
const weightDecay = 0.005
const leastHours = 1
/** Letters, space, apostrophe and CTC's blank; more alphabets need more. */
const letters = 32
const moreLetters = 16
const sampleRateHz = 16_000
const mostSeconds = 20

const lettersOf = ({ languages }: AudioProblem): number =>
  letters + moreLetters * languages.filter((code) => code !== 'en').length
const samplesOf = ({ clipSeconds }: AudioProblem) =>
  Math.round(Math.min(clipSeconds, mostSeconds) * sampleRateHz)

/** The base heard English alone. */
const backboneOf = ({ languages }: AudioProblem) =>
  languages.every((code) => code === 'en') ? wav2vec2Base : xlsR300m

const spec = (problem: AudioProblem): ModelSpec => ({
  name: `${backboneOf(problem).name} with CTC`,
  inputs: { wave: { kind: 'series', steps: samplesOf(problem), features: 1 } },
  nodes: [...backboneOf(problem).nodes(), { name: 'letters', kind: 'linear', units: lettersOf(problem) }],
})

export const wav2vec2Ctc: AudioFamily = {
  id: 'wav2vec2-ctc',
  kind: 'attention',
  goals: ['transcribe'],
  title: 'wav2vec 2.0 with CTC, fine-tuned',
  words: ['ctc', 'transformer', 'pretrained'],
  ruledOutBy: ['ctc', 'transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'a network on the wave, a decoder with a language model beside it',
  interpretability: 0.5,
  interpretabilityBecause: 'letters with their times stand beside the sound and can be checked',
  name: (problem) =>
    backboneOf(problem) === xlsR300m
      ? 'XLS-R (multilingual wav2vec 2.0) with CTC, fine-tuned'
      : 'wav2vec 2.0 with CTC, fine-tuned',
  fits: (problem) =>
    isSmall(problem)
      ? {
          fits: false,
          reason: 'A Transformer of this size does not belong on a device without a GPU.',
          source,
          others: true,
        }
      : problem.isStream
        ? {
            fits: false,
            reason: 'It looks at the whole utterance: words come when it is over, not while they are said.',
            source,
            others: true,
          }
        : problem.hours < leastHours
          ? {
              fits: false,
              reason: `${hourWords(problem.hours)} with words: it needs at least about ${leastHours}.`,
              source,
            }
          : { fits: true },
  prior: ({ hours, languages }) => ({
    value: (hours < 10 ? 0.66 : 0.76) - (languages.length > 1 || !languages.includes('en') ? 0.03 : 0),
    because: 'it writes only letters that were said, needs few labelled hours, and one pass gives them all',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.55, some: 0.85, much: 0.8 })[amount],
  rungs: (problem) => [
    {
      label: backboneOf(problem).name,
      input: [samplesOf(problem), 1],
      parts: [
        audioPart(problem, {
          kind: 'network',
          spec: spec(problem),
          examples: problem.trainingClips,
          pretrained: backboneOf(problem).weights,
        }),
      ],
    },
  ],
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, {
      learningRate,
      weightDecay,
      batches: [16, 32, 64],
      epochs: problem.hours < 20 ? 30 : 10,
    }),
    regularization: [
      'the convolutions on the wave stay frozen; the last layer alone for the first tenth',
      'masks over time and features as in its pre-training',
      augmentationOf(problem),
      stopping,
    ],
  }),
  write(problem, { label, input }) {
    const result = infer(spec(problem), problem.framework)
    const shape = result.ok ? (result.typed.outputs[0]?.type.shape ?? []) : []
    return {
      overview: `${label} on the wave itself, with a linear layer to ${lettersOf(problem)} letters, fine-tuned on ${clipsWords(problem)}. {{params}} parameters, {{latency}} for ${plain(problem.clipSeconds)} s.`,
      inputs: [
        {
          name: 'wave',
          shape: input,
          meaning: `${plain(problem.clipSeconds)} s at 16 kHz, scaled to mean 0 and deviation 1`,
        },
      ],
      outputs: [
        { name: 'letters', shape, meaning: 'one score a letter each 20 ms; CTC folds repeats and blanks' },
      ],
      risks: [
        'Spelling is as it sounds: a language model in the search mends it, and must be kept up to date with names.',
        'It writes no capitals and no punctuation unless the transcripts carry them: keep them as letters, or put them in behind it.',
        ...soundRisks(problem),
      ],
      steps: [
        ...trainedSteps(problem, `${backboneOf(problem).name} and its layer to letters`),
        'Search with a 4-gram language model of own texts in `src/evaluate.py`; choose its weight on validation.',
      ],
      files: trainedFiles(problem),
      notCounted: [
        'the search with a language model',
        ...(problem.clipSeconds > mostSeconds
          ? [`further pieces: speech is heard at most ${mostSeconds} s at a time`]
          : []),
      ],
    }
  },
}
