/** Whisper as published (the bar for transcription) and with low-rank additions for own words and accents. */
import { plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import {
  type WhisperSize,
  whisper,
  whisperFrontEnd,
  whisperSizes,
  whisperSource,
  whisperWindowSeconds,
} from '../backbones/audio/whisper.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { isSmall } from '../backbones/serving.js'
import type { Fit } from '../family.js'
import { languageWords } from '../language/words.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, type AudioRung, audioPart } from './family.js'
import { planFiles, trainedSteps } from './plan.js'
import type { AudioProblem } from './problem.js'
import { augmentationOf, stopping, tuned } from './recipes.js'
import { clipsWords, hourWords } from './words.js'

const weights = '680,000 hours of speech in 99 languages'
/** Tokens of half a minute of speech: about 75 words, 1.4 tokens each. */
const wordsOfWindow = 105
const rank = 16
/** Hours under which additions learn the speakers by heart. */
const leastHours = 2

function spec(size: WhisperSize, adapts: boolean): ModelSpec {
  const { inputs, nodes } = whisper(size, wordsOfWindow)
  return { name: whisperSizes[size].name, inputs, nodes: adapts ? adapted(nodes) : frozen(nodes) }
}
const adapted = (nodes: Nodes): Nodes =>
  nodes.map((node) => {
    const fields = typeof node === 'string' ? { kind: node } : node
    return /layers$/.test(fields.name ?? '')
      ? { ...fields, lora: { rank, on: ['query', 'value'] } }
      : { ...fields, frozen: true }
  })

interface WhisperRung extends AudioRung {
  readonly size: WhisperSize
}

function rungs(problem: AudioProblem, adapts: boolean): WhisperRung[] {
  const sizes: readonly WhisperSize[] = isSmall(problem)
    ? ['tiny', 'base']
    : ['tiny', 'base', 'small', 'medium', 'large']
  return sizes.map((size) => ({
    label: `${whisperSizes[size].name}${adapts ? `, rank ${rank}` : ''}`,
    size,
    input: [whisperWindowSeconds * 100, whisperSizes[size].mels],
    parts: [
      audioPart(problem, {
        kind: 'network',
        spec: spec(size, adapts),
        examples: adapts ? problem.trainingClips : 0,
        pretrained: weights,
        writesTokens: wordsOfWindow,
      }),
    ],
  }))
}

const fits = ({ isStream, latency }: AudioProblem): Fit => {
  if (isStream)
    return {
      fits: false,
      reason: `It hears whole windows of ${whisperWindowSeconds} s: words come when the window is over, not while they are said.`,
      source: whisperSource,
      others: true,
    }
  if (latency && latency.ms < 100)
    return {
      fits: false,
      reason: 'It writes word after word; no window of speech is done within so short a time.',
      source: whisperSource,
    }
  return { fits: true }
}

const shared = {
  goals: ['transcribe'],
  words: ['whisper', 'transformer', 'pretrained'],
  ruledOutBy: ['whisper', 'transformer', 'neural'],
  neural: true,
  interpretability: 0.5,
  interpretabilityBecause: 'the words stand beside the sound and can be checked',
  fits,
} as const satisfies Partial<AudioFamily>

const inputs = (problem: AudioProblem, rung: WhisperRung) => [
  {
    name: 'mel',
    shape: rung.input,
    meaning: `log-mel energies of ${whisperWindowSeconds} s at 16 kHz, ${rung.input[1]} bands each ${whisperFrontEnd.hopMs} ms; ${plain(problem.clipSeconds)} s are padded to it`,
  },
  { name: 'words', shape: [wordsOfWindow], meaning: 'what is written so far, language and task first' },
]
const outputs = ({ size }: WhisperRung) => [
  {
    name: 'logits',
    shape: [wordsOfWindow, whisperSizes[size].vocabulary],
    meaning: 'the next token at every position',
  },
]
const risks = (problem: AudioProblem, { size }: WhisperRung): string[] => [
  'In silence and noise it writes words that nobody said: cut silence away first (voice activity detection), and drop windows with a low mean probability.',
  ...(problem.languages.length > 1
    ? [
        `Languages ${languageWords(problem)}: fix the language of each call, or it guesses anew in every window; mixed sentences lose most.`,
      ]
    : []),
  ...(size === 'large'
    ? [
        'Its turbo form keeps this encoder and 4 of the 32 decoder layers (OpenAI, 2024): compare it before speed is bought otherwise.',
      ]
    : []),
  ...soundRisks(problem),
]
const notCounted = [
  'the front end and voice activity detection',
  `windows beyond the first: speech is heard ${whisperWindowSeconds} s at a time`,
]

export const whisperAsPublished: AudioFamily = {
  ...shared,
  id: 'whisper',
  kind: 'baseline',
  title: 'Whisper as published',
  complexity: 0.2,
  complexityBecause: 'nothing is trained; one network and a cutter of silence',
  name: () => 'Whisper as published',
  prior: ({ hours, languages }) => ({
    value: hours < 5 ? 0.76 : 0.68,
    because:
      languages.length > 1
        ? 'it knows 99 languages; own names and words of the trade are its weak side'
        : 'it was trained on more speech than anybody has; own names and words of the trade are its weak side',
    source: whisperSource,
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.65, much: 0.5 })[amount],
  rungs: (problem) => rungs(problem, false),
  recipe: () => ({
    loss: 'none: used as published',
    optimizer: 'none',
    schedule: 'none',
    regularization: ['a list of names and terms as its first words (prompt)'],
  }),
  write: (problem, rung: WhisperRung) => ({
    overview: `${rung.label} as published (${weights}), on ${clipsWords(problem)} for the test: the bar for every recogniser. Nothing is trained. {{params}} parameters, {{latency}} for a window of ${whisperWindowSeconds} s.`,
    inputs: inputs(problem, rung),
    outputs: outputs(rung),
    risks: risks(problem, rung),
    steps: [
      'Cut silence away and run it in `src/recognise.py` (faster-whisper or whisper.cpp, INT8 on a CPU, FP16 on a GPU), with names and terms as its first words.',
    ],
    files: planFiles(
      problem,
      [{ path: 'src/recognise.py', purpose: 'silence cut away, windows, the words with their times' }],
      true,
    ),
    notCounted,
  }),
}

export const whisperAdapted: AudioFamily = {
  ...shared,
  id: 'whisper-adapted',
  kind: 'adapted',
  title: 'Whisper with low-rank adapters',
  words: [...shared.words, 'lora'],
  complexity: 0.45,
  complexityBecause: 'a published network with small additions; speech and words must be aligned to windows',
  name: () => 'Whisper with low-rank adapters',
  fits(problem) {
    const fit = fits(problem)
    if (!fit.fits) return fit
    return problem.hours < leastHours
      ? {
          fits: false,
          reason: `${hourWords(problem.hours)}: under about ${leastHours} even small additions learn the speakers by heart; give it a list of words instead.`,
          source: whisperSource,
        }
      : { fits: true }
  },
  prior: ({ hours }) => ({
    value: hours < 10 ? 0.74 : 0.82,
    because: 'it keeps what it knows of speech and learns own words, accents and the line',
    source: 'Hu et al., LoRA, 2021; Radford et al., Whisper, 2022',
  }),
  dataFit: ({ amount }) => ({ little: 0.6, some: 0.95, much: 0.85 })[amount],
  rungs: (problem) => rungs(problem, true),
  recipe: (problem) => ({
    loss: 'Cross-entropy on the next token of the transcript',
    ...tuned(problem, {
      learningRate: 1e-4,
      weightDecay: 0.01,
      epochs: problem.hours < 50 ? 5 : 3,
      batches: [16, 32, 64],
    }),
    regularization: [
      augmentationOf(problem),
      'a tenth of general speech mixed in, so that nothing is forgotten',
      stopping,
    ],
  }),
  write: (problem, rung: WhisperRung) => ({
    overview: `${rung.label}: additions to queries and values learn from ${clipsWords(problem)}, the rest stays as published. {{trainableParams}} of {{params}} parameters learn; {{latency}} for a window of ${whisperWindowSeconds} s.`,
    inputs: inputs(problem, rung),
    outputs: outputs(rung),
    risks: risks(problem, rung),
    steps: [
      ...trainedSteps(problem, 'Whisper with its additions').slice(0, 2),
      'Merge the additions into the weights and convert for faster-whisper in `src/export.py`; compare the words of 100 utterances with the original.',
    ],
    files: planFiles(problem, [
      { path: 'src/model.py', purpose: 'the published network with its additions' },
      { path: 'src/train.py', purpose: 'training loop, schedule, early stopping, checkpoints' },
      { path: 'tests/test_model.py', purpose: 'parameter count, output shape, one training step' },
      { path: 'src/export.py', purpose: 'additions merged, converted, compared with the original' },
    ]),
    notCounted,
  }),
}
