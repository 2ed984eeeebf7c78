/**
 * Answers from documents: two searches joined by rank, a re-ranker, and a language model that may only say what the
 * passages say (Lewis et al., Retrieval-Augmented Generation, 2020).
 */
import { counted } from '../../brief/facts.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import type { Rung } from '../family.js'
import { wordSearch } from './bm25.js'
import { capacitySteps, firstTokenSteps, sideBySide } from './capacity.js'
import { decodersFor, promptTokens, writtenTokens } from './decoders.js'
import { sentenceEncoder } from './encoders.js'
import { passedOn, retrieved } from './evaluation.js'
import type { TextFamily } from './family.js'
import { denseSearch, questionTokens, reranker, retrievalFiles, retrievalSteps } from './hybrid-search.js'
import { planFiles } from './plan.js'
import { eightBitStep, writerPrecision } from './precision.js'
import { passageTokens, type TextProblem } from './problem.js'
import { decoderRisks, textRisks, writingRisks } from './risks.js'
import { decoderSpec } from './specs.js'
import { languageWords } from './words.js'

const source =
  'Lewis et al., Retrieval-Augmented Generation, 2020; Ovadia et al., Fine-Tuning or Retrieval?, 2023: retrieval added knowledge more reliably'
const middle = 'Liu et al., Lost in the Middle, 2023'
/** Passages that the re-ranker reads. */
const reranked = 30

/** Instructions, the question, and the passages that are passed on. */
const promptOf = (decoder: TextDecoder): number =>
  Math.min(decoder.maxTokens - 256, promptTokens + questionTokens + passedOn * passageTokens)

const rungOf = (problem: TextProblem, decoder: TextDecoder): Rung => ({
  label: decoder.name,
  parts: [
    {
      role: 'language model',
      model: {
        kind: 'network',
        spec: decoderSpec(decoder, promptOf(decoder), 'none'),
        examples: 0,
        pretrained: decoder.name,
        writesTokens: writtenTokens(problem),
        ...writerPrecision(problem, decoder, promptOf(decoder) + writtenTokens(problem)),
      },
    },
    wordSearch(problem),
    ...denseSearch(problem),
    reranker(problem, reranked),
  ],
})

export const rag: TextFamily = {
  id: 'rag',
  kind: 'retrieval',
  goals: ['answer'],
  title: 'Retrieval-augmented generation (RAG)',
  words: ['rag', 'llm'],
  ruledOutBy: ['rag', 'transformer', 'neural'],
  neural: true,
  complexity: 0.65,
  complexityBecause:
    'two indexes, a re-ranker, a language model and a golden set to keep; nothing is trained, a new document counts at once',
  interpretability: 0.55,
  interpretabilityBecause: 'every claim cites the passage that it stands on',
  name: () => 'Retrieval-augmented generation on open models',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.8,
    because: 'it answers from your documents, with citations, and follows them when they change',
    source,
  }),
  // Where nobody spoke of documents there may be none.
  dataFit: ({ brief }) => (brief.data.documents?.source === 'assumed' ? 0.85 : 0.95),
  abilities: () => ['answers from documents'],
  rungs: (problem) =>
    sideBySide(problem, decodersFor(problem), (decoder) => promptOf(decoder) + writtenTokens(problem)).map(
      (decoder) => rungOf(problem, decoder),
    ),
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; chunking, prompt and number of passages are chosen on half of the golden set',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem, rung) {
    const decoder = decodersFor(problem).find(({ name }) => name === rung.label)
    const prompt = decoder ? promptOf(decoder) : 0
    const encoder = sentenceEncoder(problem)
    return {
      overview: `A question in ${languageWords(problem)} is looked up by words (BM25) and by meaning (${encoder.name}) in ${counted(problem.passages, 'passage')} of ${counted(problem.documents, 'document')}; the two lists are joined by rank, ${reranked} are re-ranked, and ${rung.label} answers from the best ${passedOn} alone, with citations, or says that nothing was found. An answer of ${counted(writtenTokens(problem), 'token')} takes {{latency}}; all of it needs {{servingMemory}} and runs ${problem.airGapped ? 'without a network' : 'in house'}.`,
      inputs: [
        {
          name: 'ids',
          shape: [prompt],
          meaning: `token ids of instructions, ${passedOn} passages of ${passageTokens} tokens and the question`,
        },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [prompt, decoder?.vocab ?? 0],
          meaning: 'scores of the next token; the answer is written from the last',
        },
      ],
      risks: [
        `What retrieval misses, the model cannot say: recall@${retrieved} comes first, and the best passages stand first and last in the prompt (${middle}).`,
        'Rights: passages are filtered by who asks before they are retrieved, never after.',
        ...writingRisks(problem),
        ...textRisks(problem, Number.POSITIVE_INFINITY),
        ...decoderRisks(problem, decoder),
      ],
      steps: [
        ...retrievalSteps,
        `Re-rank ${reranked} passages and pass on ${passedOn} in \`src/retrieve.py\`; answer in \`src/answer.py\` from these alone, with ids of the passages behind every claim, and refuse where the best score is under a threshold.`,
        `Serve ${rung.label} with ${problem.onCpu ? 'llama.cpp (GGUF)' : 'vLLM (prefix caching, continuous batching)'} behind the API of \`src/serve.py\`.`,
        ...eightBitStep(problem, decoder, prompt + writtenTokens(problem)),
        ...firstTokenSteps(problem, decoder, prompt),
        ...capacitySteps(problem, decoder, prompt + writtenTokens(problem)),
      ],
      files: planFiles(problem, [
        ...retrievalFiles,
        { path: 'src/answer.py', purpose: 'prompt, citations, refusal, checks of the answer' },
      ]),
      notCounted: [
        'the texts themselves',
        'computing the vectors of all passages once',
        'requests that are answered side by side',
      ],
    }
  },
}
