/** Images or frames in front of a language model that answers in words: as published, or with low-rank additions. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { withLora } from '../backbones/text/text-backbone.js'
import { type VisionLanguage, visionLanguage } from '../backbones/text/vision-language.js'
import type { Rung } from '../family.js'
import { languageWords } from '../language/words.js'
import { networkFiles } from '../plan.js'
import { clipping } from '../recipes.js'
import { frames } from './encoders.js'
import type { MixedFamily } from './family.js'
import { planFiles } from './plan.js'
import { type MixedProblem, trainingExamples } from './problem.js'
import { injectionRisk, licenceRisks, localRisks } from './risks.js'
import { fitsByName, labelFirst } from './unlabelled.js'

const ids = ['qwen2.5-0.5b', 'qwen2.5-7b'] as const
/** Tokens of the instruction or question, and of the answer. */
const promptTokens = 64
const loraRank = 16
const learningRate = 1e-4
const leastExamples = 500

const imagesOf = ({ modalities }: MixedProblem): number => (modalities.includes('video') ? frames : 1)
const writtenTokens = ({ isQuestion, goal }: MixedProblem): number =>
  goal === 'classify' ? 16 : isQuestion ? 32 : 64
/** What is told and, where classes are asked for, the text that comes with the picture. */
const promptOf = ({ goal, tokens }: MixedProblem): number => promptTokens + (goal === 'classify' ? tokens : 0)

function specOf(problem: MixedProblem, model: VisionLanguage, tuned: boolean): ModelSpec {
  const images = imagesOf(problem)
  const side = model.imageSize
  const nodes = model.nodes(images)
  return {
    name: tuned ? `${model.name} with LoRA` : model.name,
    inputs: {
      image: images > 1 ? { kind: 'tensor', shape: [images, side, side, 3] } : { kind: 'image', size: side },
      ids: {
        kind: 'tokens',
        vocab: model.decoder.vocab,
        steps: promptOf(problem) + (tuned ? writtenTokens(problem) : 0),
      },
    },
    nodes: tuned ? [...withLora(nodes, loraRank)] : nodes,
  }
}

const rungOf = (problem: MixedProblem, model: VisionLanguage, tuned: boolean): Rung => ({
  label: model.name,
  parts: [
    {
      role: 'vision-language model',
      model: {
        kind: 'network',
        spec: specOf(problem, model, tuned),
        examples: tuned ? trainingExamples(problem) : 0,
        pretrained: `${model.name} (${model.weights})`,
        writesTokens: writtenTokens(problem),
      },
    },
  ],
})

const modelOf = (label: string): VisionLanguage =>
  ids.map(visionLanguage).find(({ name }) => name === label) ?? visionLanguage(ids[0])

function rows(problem: MixedProblem, label: string, tuned: boolean) {
  const model = modelOf(label)
  const images = imagesOf(problem)
  const side = model.imageSize
  const text = promptOf(problem) + (tuned ? writtenTokens(problem) : 0)
  const seen = images > 1 ? images * model.frameTokens : model.imageTokens
  return {
    seen,
    inputs: [
      {
        name: 'image',
        shape: images > 1 ? [images, side, side, 3] : [side, side, 3],
        meaning: images > 1 ? `${images} frames, evenly spread` : 'the picture as pixels',
      },
      {
        name: 'ids',
        shape: [text],
        meaning: `token ids of ${problem.isQuestion ? 'the question' : problem.goal === 'classify' ? 'the names of the classes and the text' : 'the instruction'}${tuned ? ' and the answer' : ''}`,
      },
    ],
    outputs: [
      {
        name: 'scores',
        shape: [seen + text, model.decoder.vocab],
        meaning: 'scores of the next token after each position of image and text',
      },
    ],
  }
}

const risks = (problem: MixedProblem, label: string): string[] => [
  'It names things that are not there: people check 200 answers, and answers with numbers or names go through a rule.',
  ...(problem.isQuestion
    ? [
        'Some questions the picture does not answer (blurred, cut off, beside the thing): it must say so. Keep such examples in the test and count how often it guesses (Gurari et al., VizWiz, 2018).',
      ]
    : []),
  ...(problem.multilingual
    ? [
        `It saw more English than anything else: judge ${languageWords(problem)} apart, with people who speak it.`,
      ]
    : []),
  injectionRisk,
  ...(imagesOf(problem) > 1
    ? [`It sees ${frames} frames: what happens between them is missed; take more where actions are short.`]
    : []),
  ...localRisks(problem),
  ...licenceRisks([modelOf(label)]),
]

const shared = {
  words: ['vision language', 'llm'],
  ruledOutBy: ['vision language', 'llm', 'neural'],
  neural: true,
  interpretability: 0.2,
  interpretabilityBecause: 'it can be asked for reasons, and they need not be the real ones',
} as const

const source = 'Liu et al., Visual Instruction Tuning, 2023; Li et al., LLaVA-OneVision, 2024'

export const promptedVision: MixedFamily = {
  ...shared,
  id: 'prompted-vision-language',
  kind: 'baseline',
  goals: ['describe', 'classify'],
  title: 'Vision-language model with a prompt, no tuning',
  complexity: 0.4,
  complexityBecause: 'a prompt to keep and a large model to serve; nothing to train',
  name: () => 'Open vision-language model with a prompt, no tuning',
  fits: (problem) => fitsByName(problem, ['image', 'video'], source),
  prior: ({ isQuestion, goal }) => ({
    value: goal === 'classify' ? 0.52 : 0.62,
    because:
      goal === 'classify'
        ? 'it knows many things by their names, and reads picture and text together; what only you call so it does not know'
        : isQuestion
          ? 'it answers what most pictures show; small print, exact counts and what only insiders know it gets wrong'
          : 'it describes what most pictures show; your names and your style it does not know',
    source,
  }),
  dataFit: ({ amount, examples }) => (examples < 200 ? 1 : { little: 0.85, some: 0.55, much: 0.3 }[amount]),
  rungs: (problem) => ids.map((id) => rungOf(problem, visionLanguage(id), false)),
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; the prompt is written against validation examples',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem, rung) {
    const { inputs, outputs, seen } = rows(problem, rung.label, false)
    return {
      overview: `${rung.label}, on your own GPU, sees ${imagesOf(problem) > 1 ? `${frames} frames` : 'the picture'} as ${counted(seen, 'vector')} in front of ${problem.isQuestion ? 'the question' : problem.goal === 'classify' ? `the text and the names of ${counted(problem.outputs, 'class', 'classes')}` : 'an instruction'} and writes up to ${writtenTokens(problem)} tokens. Nothing is trained; {{latency}} a ${problem.answer.one}, {{servingMemory}} with its cache.`,
      inputs,
      outputs,
      risks: risks(problem, rung.label),
      steps: [
        ...labelFirst(problem),
        `Serve ${rung.label} with vLLM in \`src/serve.py\`; prompt and settings under version control, temperature 0, a limit on tokens.`,
      ],
      files: planFiles(problem, []),
      notCounted: ['decoding of media', 'requests that are answered side by side'],
    }
  },
}

export const adaptedVision: MixedFamily = {
  ...shared,
  id: 'lora-vision-language',
  kind: 'adapted',
  goals: ['describe'],
  title: 'Vision-language model with low-rank additions (LoRA)',
  words: ['vision language', 'lora', 'llm'],
  complexity: 0.6,
  complexityBecause: 'a base model and small additions to keep together; training and serving on a GPU',
  name: () => 'Open vision-language model with LoRA',
  fits: ({ examples, example }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `Tuning wants some ${leastExamples} good ${example.many}; there are ${grouped(examples)}.`,
          source,
        },
  prior: ({ amount, isQuestion }) => ({
    value: { little: 0.6, some: 0.78, much: 0.84 }[amount],
    because: isQuestion
      ? 'it learns what is asked of your pictures, how short an answer is, and when to say that it cannot tell'
      : 'it takes on your names, style and what matters to you',
    source: `${source}; Hu et al., LoRA, 2021`,
  }),
  dataFit: ({ amount }) => ({ little: 0.5, some: 0.95, much: 1 })[amount],
  rungs: (problem) => ids.map((id) => rungOf(problem, visionLanguage(id), true)),
  recipe: () => ({
    loss: 'next-token cross-entropy on the answer alone; image and prompt are masked',
    optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.95, no weight decay on the additions`,
    schedule: 'cosine to a tenth of the peak',
    regularization: [
      `rank ${loraRank} on all linear layers of tower and decoder, alpha ${2 * loraRank}`,
      clipping,
      'the base is frozen',
      'stop when the validation loss rises',
    ],
    gradient: { learningRate, batches: [16, 64, 128], epochs: 3 },
  }),
  write(problem, rung) {
    const { inputs, outputs, seen } = rows(problem, rung.label, true)
    return {
      overview: `${rung.label} stays as published; additions of rank ${loraRank} on every linear layer, {{trainableParams}} numbers, learn from ${counted(problem.examples, problem.example.one, problem.example.many)}. ${imagesOf(problem) > 1 ? `${frames} frames are` : 'A picture is'} ${counted(seen, 'vector')} in front of the text. Training takes {{trainingTime}} and {{trainingMemory}} of a device, a ${problem.answer.one} {{latency}}.`,
      inputs,
      outputs,
      risks: [
        'It learns the mistakes of its examples: two people read 100 of them before training.',
        ...risks(problem, rung.label),
      ],
      steps: [
        `Load ${rung.label} with low-rank additions in \`src/model.py\` (Transformers and PEFT); \`tests/test_model.py\` asserts {{trainableParams}} trainable parameters and that the base does not change.`,
        `Overfit 32 ${problem.example.many} in \`src/train.py\` first (loss near zero), then train as above; keep the additions with the lowest validation loss.`,
        'Merge the additions into the base and serve it with vLLM: temperature 0, a limit on tokens, prompt and weights under version control; compare 100 answers with those of training.',
      ],
      files: planFiles(problem, networkFiles),
      notCounted: ['decoding of media', 'requests that are answered side by side'],
    }
  },
}
