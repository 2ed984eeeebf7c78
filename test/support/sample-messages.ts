/** Messages that together use every block kind, as a design thread has them. */
import type { BlockKind, MessageBlock, OutgoingMessage } from '../../src/messages/message.js'

export const sampleSession = 'ABCDEFGHIJKLMNOP'
const action = (question: string, choice: string, round = 1) => ({
  session: sampleSession,
  round,
  question,
  choice,
})

/** One block of each kind; the record makes a forgotten kind a compile error. */
export const oneOfEach: Readonly<Record<BlockKind, MessageBlock>> = {
  heading: { kind: 'heading', level: 2, text: 'Two proposals' },
  text: {
    kind: 'text',
    text: 'It has **42 days** of _history_ in `series.csv`,\nsee [the paper](https://example.org/p).',
  },
  fields: {
    kind: 'fields',
    fields: [
      { label: 'Parameters', value: '25,326' },
      { label: 'Latency', value: '4.1 ms (2 – 9 ms)' },
      { label: 'Training memory', value: '1.2 GiB' },
    ],
  },
  table: {
    kind: 'table',
    caption: 'The proposals side by side',
    header: ['', '**A** Linear decomposition', '**B** Patched Transformer'],
    rows: [
      ['Parameters', '25,326', '1,203,455'],
      ['Latency', '0.4 ms', '4.1 ms'],
      ['Training time', '3.1 min', '1.4 h'],
    ],
    align: ['left', 'right', 'right'],
  },
  code: { kind: 'code', code: 'x = x.unfold(1, 16, 8)\nassert x.shape == (32, 41, 16)', language: 'python' },
  list: { kind: 'list', ordered: true, items: ['Prepare the data', 'Train the **baseline**', 'Compare'] },
  image: {
    kind: 'image',
    recipe: { kind: 'proposal', entry: 3, proposal: 'A', form: 'picture', name: 'layers-A.png' },
    alt: 'Layers of the linear decomposition, from input to output',
  },
  thread: {
    kind: 'thread',
    thread: { platform: 'web', space: 'local', channel: 'chat', thread: 'm0123456789abcde' },
    label: 'Open the conversation',
  },
  actions: {
    kind: 'actions',
    actions: [
      { label: 'Use your assumptions', action: action('round', 'assume') },
      { label: 'Try again', action: action('round', 'retry'), style: 'primary' },
    ],
  },
  select: {
    kind: 'select',
    label: 'Which device serves it?',
    hint: 'A T4 halves the size that fits.',
    options: [
      { label: 'One T4', action: action('device', 't4') },
      { label: 'CPU only', action: action('device', 'cpu'), isDefault: true },
    ],
  },
  form: {
    kind: 'form',
    submit: { label: 'Answer', action: action('round', 'form'), style: 'primary' },
    fields: [
      {
        id: 'series-count',
        label: 'How many series are there?',
        hint: 'With under ten series the baseline wins.',
        options: [
          { id: 'few', label: 'fewer than 10' },
          { id: 'many', label: '10 or more' },
        ],
        default: 'many',
        freeText: true,
      },
      {
        id: 'history',
        label: 'How long is the history?',
        options: [
          { id: 'year', label: '1 year' },
          { id: 'years', label: '3 years' },
        ],
        default: 'years',
        freeText: false,
      },
    ],
  },
  feedback: { kind: 'feedback', action: action('proposals', 'useful') },
  divider: { kind: 'divider' },
}

/** One message with all of them, and a file. */
export const everything = (number = 1): OutgoingMessage => ({
  id: `${sampleSession}:${number}`,
  fallback: 'Two proposals: A Linear decomposition and B Patched Transformer.',
  blocks: Object.values(oneOfEach),
  files: [{ kind: 'proposals', entry: 3, form: 'markdown', name: 'proposals.md' }],
})

export const saying = (number: number, text: string): OutgoingMessage => ({
  id: `${sampleSession}:${number}`,
  fallback: text,
  blocks: [{ kind: 'text', text }],
})
