/** Words look at patches: the encoders' own positions, related by cross-attention, all of it trained on. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import type { Nodes } from '../backbones/backbone.js'
import { clip } from '../backbones/text/clip.js'
import { textEncoder } from '../backbones/text/encoder.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, cosine, earlyStopping } from '../recipes.js'
import { encoderOf, encodersOf, inputRows, pretrainedOf } from './encoders.js'
import type { MixedFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { columnsLead, type MixedProblem, trainingExamples } from './problem.js'
import { encoderLicences, fusionRisks, localRisks } from './risks.js'
import { answerRow, lossOf, manyImages, modalityWords } from './words.js'

const source = 'Nagrani et al., Attention Bottlenecks for Multimodal Fusion, 2021; Tan & Bansal, LXMERT, 2019'
const leastExamples = 100_000
/** What is lost where the columns carry the most and are one token of many. */
const oneOfMany = 0.06
const sizes = [
  { label: '2 fusion blocks of width 256', dim: 256, blocks: 2 },
  { label: '2 fusion blocks of width 512', dim: 512, blocks: 2 },
  { label: '4 fusion blocks of width 512', dim: 512, blocks: 4 },
] as const

/** Positions of the image before they are pooled: up to the encoder's last layer. */
const imageTokens = (): Nodes => {
  const nodes = clip.imageNodes('x')
  const last = nodes.findIndex((node) => typeof node !== 'string' && node.name === 'image_encoder')
  return nodes.slice(0, last + 1)
}

function crossSpec(problem: MixedProblem, dim: number, blocks: number): ModelSpec {
  const encoder = textEncoder(problem.multilingual ? 'multilingual-minilm-l12' : 'minilm-l6')
  const others = problem.modalities
    .filter((name) => name !== 'image' && name !== 'text')
    .map((name) => encoderOf(problem, name))
  const text = encoderOf(problem, 'text')
  const image = encoderOf(problem, 'image')
  return {
    name: `Cross-attention over ${modalityWords(problem)}`,
    inputs: {
      ...image.inputs,
      ...text.inputs,
      ...Object.assign({}, ...others.map(({ inputs }) => inputs)),
    },
    nodes: [
      { name: 'image_tokens', kind: 'chain', from: 'image', nodes: imageTokens() },
      { name: 'image_side', kind: 'linear', units: dim },
      ...others.flatMap(({ nodes, vector }) => [
        ...nodes(false),
        { name: `${vector}_side`, kind: 'linear', units: dim, from: vector },
        { name: `${vector}_token`, kind: 'unsqueeze', axis: -2 },
      ]),
      ...(others.length > 0
        ? [
            {
              name: 'seen',
              kind: 'concat',
              axis: -2,
              from: ['image_side', ...others.map(({ vector }) => `${vector}_token`)],
            },
          ]
        : []),
      {
        name: 'text_tokens',
        kind: 'chain',
        from: 'ids',
        with: { known: 'known' },
        nodes: encoder.tokens({ ids: 'x', known: 'known' }),
      },
      { name: 'text_side', kind: 'linear', units: dim },
      {
        name: 'fusion',
        kind: 'transformer_block',
        repeat: blocks,
        heads: 8,
        hidden: 4 * dim,
        dropout: 0.1,
        with: { memory: others.length > 0 ? 'seen' : 'image_side', mask: 'known' },
      },
      { name: 'fusion_norm', kind: 'layer_norm' },
      { name: 'pooled', kind: 'reduce', with: { mask: 'known' } },
      { name: 'answer', kind: 'linear', units: problem.outputs },
    ],
  }
}

export const crossAttention: MixedFamily = {
  id: 'cross-attention-fusion',
  kind: 'fusion',
  goals: ['classify', 'regress'],
  title: 'Cross-attention fusion',
  words: ['cross attention', 'transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.65,
  complexityBecause: 'both encoders and the fusion trained together, three learning rates to keep apart',
  interpretability: 0.25,
  interpretabilityBecause: 'cross-attention shows which patches a word looked at, not why it counted',
  name: (problem) => `Cross-attention between ${modalityWords(problem)}`,
  fits({ examples, example, modalities }) {
    if (!modalities.includes('image') || !modalities.includes('text'))
      return {
        fits: false,
        reason: 'It relates the words of a text to the patches of an image; one of the two is not there.',
        source,
      }
    if (examples < leastExamples)
      return {
        fits: false,
        reason: `Trained together, encoders overfit under some ${grouped(leastExamples)} ${example.many}; there are ${grouped(examples)}.`,
        source,
      }
    return { fits: true }
  },
  prior: (problem) => {
    const table = problem.modalities.includes('table')
    return {
      value: { little: 0.5, some: 0.7, much: 0.84 }[problem.amount] - (columnsLead(problem) ? oneOfMany : 0),
      because: `it relates single words to places in the image, given enough pairs${table ? '; columns come in as one token among them' : ''}`,
      source,
    }
  },
  dataFit: (problem) => ({ little: 0.1, some: 0.45, much: columnsLead(problem) ? 0.85 : 1 })[problem.amount],
  rungs: (problem) => {
    const pretrained = pretrainedOf(encodersOf(problem))
    return sizes.map(({ label, dim, blocks }) => ({
      label,
      parts: [
        {
          role: 'fusion network',
          model: {
            kind: 'network',
            spec: crossSpec(problem, dim, blocks),
            examples: trainingExamples(problem),
            ...(pretrained && { pretrained }),
          },
        },
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(1e-4, 0.05, { batches: [64, 128, 256], epochs: 5 }),
    schedule: cosine,
    regularization: [
      'the published encoders at a tenth of the learning rate',
      'dropout 0.1',
      'modality dropout 0.2',
      'weight decay 0.05',
      clipping,
      earlyStopping,
    ],
  }),
  write(problem, rung) {
    const encoders = encodersOf(problem)
    return {
      overview: `Every word of the text looks at every patch of the image in ${rung.label}, and the encoders are trained with it: {{trainableParams}} numbers learn ${problem.goal === 'regress' ? 'the value' : counted(problem.outputs, 'class', 'classes')}. {{latency}} a ${problem.answer.one}, {{trainingTime}} of training.`,
      inputs: inputRows(
        encoders.toSorted((a, b) => Number(a.modality === 'text') - Number(b.modality === 'text')),
      ),
      outputs: [answerRow(problem)],
      risks: [...fusionRisks(problem), ...localRisks(problem), ...encoderLicences(encoders)],
      steps: networkSteps(problem, `both encoders with ${rung.label}`),
      files: planFiles(problem, networkFiles),
      notCounted: ['decoding of media', 'splitting into tokens', ...manyImages(problem)],
    }
  },
}
