/**
 * A memory network: the sentences of a small story as memory, read in hops until one word answers (Sukhbaatar et al.,
 * End-To-End Memory Networks, 2015). Trained from scratch, small enough for a CPU.
 */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { networkFiles } from '../plan.js'
import { clipping, earlyStopping } from '../recipes.js'
import type { TextFamily } from './family.js'
import { asksForMemory } from './goal.js'
import { networkSteps, planFiles } from './plan.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { textRisks } from './risks.js'

const paper = 'Sukhbaatar et al., End-To-End Memory Networks, 2015'
const hops = 3
const sentences = 50
const wordsOfSentence = 12
const leastQuestions = 1_000
/** Words that have a vector: the most frequent ones. */
const mostWords = 10_000
const wordsPerToken = 0.75
const sizes = [20, 50, 100] as const

/** Different words of a collection: 44 x words to the power 0.49 (Heaps' law; Manning et al., 2008, section 5.1). */
function vocabularyOf({ examples, tokens }: Pick<TextProblem, 'examples' | 'tokens'>): number {
  const words = Math.max(1, examples * Math.min(tokens, sentences * wordsOfSentence) * wordsPerToken)
  return Math.min(mostWords, Math.max(100, Math.round(44 * words ** 0.49)))
}

/** Adjacent weights: the output table of one hop is the memory table of the next; the last one scores the words. */
export function memoryNetworkSpec(vocab: number, dim: number): ModelSpec {
  const memories = Array.from({ length: hops + 1 }, (_, hop) => [
    { name: `table${hop}`, kind: 'embedding', dim, from: 'story' },
    { name: `sentences${hop}`, kind: 'global_pool', by: 'sum', axes: 1 },
    { name: `time${hop}`, kind: 'parameter', shape: [sentences, dim] },
    { name: `memory${hop}`, kind: 'add', with: `sentences${hop}` },
  ])
  const reads = Array.from({ length: hops }, (_, hop) => [
    {
      name: `match${hop}`,
      kind: 'matmul',
      transpose: true,
      from: [`state${hop}`, `memory${hop}`],
    },
    { name: `attention${hop}`, kind: 'softmax' },
    { name: `found${hop}`, kind: 'matmul', with: `memory${hop + 1}` },
    { name: `state${hop + 1}`, kind: 'add', with: `state${hop}` },
  ])
  return {
    name: 'Memory network',
    inputs: {
      story: { kind: 'tensor', shape: [sentences, wordsOfSentence], dtype: 'int', count: vocab },
      question: { kind: 'tokens', vocab, steps: wordsOfSentence },
    },
    nodes: [
      ...memories.flat(),
      { name: 'words', reuse: 'table0', from: 'question' },
      { name: 'asked', kind: 'global_pool', by: 'sum', axes: 1 },
      { name: 'state0', kind: 'reshape', shape: [1, dim] },
      ...reads.flat(),
      { name: 'last', kind: 'squeeze', axis: -2 },
      { name: 'answer', kind: 'linear', units: vocab, bias: false, tie: `table${hops}` },
    ],
  }
}

export const memoryNetwork: TextFamily = {
  id: 'memory-network',
  kind: 'memory',
  goals: ['answer'],
  title: 'End-to-end memory network',
  words: ['memory network'],
  ruledOutBy: ['memory network', 'neural'],
  neural: true,
  complexity: 0.35,
  complexityBecause: 'a small network trained from scratch; stories have to come cut into sentences',
  interpretability: 0.6,
  interpretabilityBecause: 'the weights of every hop show which sentences an answer rests on',
  name: () => `End-to-end memory network with ${hops} hops`,
  fits({ examples, brief, documents }) {
    if (brief.data.documents && brief.data.documents.source !== 'assumed' && documents > 1)
      return {
        fits: false,
        reason: `Its memory holds ${sentences} sentences of one story; here ${counted(documents, 'document')} have to be searched.`,
        source: paper,
      }
    if (examples < leastQuestions)
      return {
        fits: false,
        reason: `It is trained from scratch on some ${grouped(leastQuestions)} questions with their story and a one-word answer; there are ${grouped(examples)}.`,
        source: paper,
      }
    return { fits: true }
  },
  prior: (problem) => ({
    value: asksForMemory(problem.brief) ? 0.72 : 0.5,
    because: 'it chains facts of a small story; language beyond its examples it does not know',
    source: paper,
  }),
  dataFit: (problem) =>
    asksForMemory(problem.brief) ? { little: 0.6, some: 0.9, much: 1 }[problem.amount] : 0.5,
  rungs(problem) {
    const vocab = vocabularyOf(problem)
    return sizes.map((dim) => ({
      label: `width ${dim}, ${hops} hops`,
      parts: [
        {
          role: 'answerer',
          model: {
            kind: 'network',
            spec: memoryNetworkSpec(vocab, dim),
            examples: trainingExamples(problem),
          },
        },
      ],
    }))
  },
  recipe: () => ({
    loss: 'cross-entropy over the words of the answer',
    optimizer: 'Adam, learning rate 0.005, betas 0.9 / 0.999',
    schedule: 'halved every 15 epochs',
    regularization: [
      'softmax between hops left out for the first epochs (linear start)',
      'a tenth of empty sentences mixed into the memory',
      clipping,
      earlyStopping,
    ],
    gradient: { learningRate: 0.005, batches: [32, 64, 128], epochs: 60, optimizer: 'adam' },
  }),
  write(problem) {
    const vocab = vocabularyOf(problem)
    return {
      overview: `The ${sentences} latest sentences of a story become vectors in a memory; the question reads them ${hops} times, each time with what was found before, and one of ${counted(vocab, 'word')} answers. {{params}} parameters trained from scratch, {{latency}} a question${problem.onCpu ? ' on the CPU' : ''}.`,
      inputs: [
        {
          name: 'story',
          shape: [sentences, wordsOfSentence],
          meaning: 'word ids, a sentence a row, newest last',
        },
        { name: 'question', shape: [wordsOfSentence], meaning: 'word ids of the question' },
      ],
      outputs: [{ name: 'answer', shape: [vocab], meaning: 'a score for each word' }],
      risks: [
        'It answers with one word that it has seen: free text and new names are beyond it.',
        'Runs differ: train ten and keep the one with the lowest validation loss, as in the paper.',
        ...textRisks(problem, sentences * wordsOfSentence),
      ],
      steps: networkSteps(problem, `the memory network with ${hops} hops`),
      files: planFiles(problem, networkFiles),
      notCounted: ['cutting stories into sentences'],
    }
  },
}
