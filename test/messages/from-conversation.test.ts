import { describe, expect, it } from 'vitest'
import { fromSaying } from '../../src/messages/from-conversation.js'

describe('a reply in a thread', () => {
  const blocks = (words: string) => fromSaying('S:1', { kind: 'say', at: 1, text: words }).blocks

  it('shows lines with a bullet as a list between its text', () => {
    expect(blocks('**Latency**\n• A: 1 ms\n• B: 2 ms\nB is twice A.')).toEqual([
      { kind: 'text', text: '**Latency**', tone: 'normal' },
      { kind: 'list', ordered: false, items: ['A: 1 ms', 'B: 2 ms'] },
      { kind: 'text', text: 'B is twice A.', tone: 'normal' },
    ])
  })

  it('keeps paragraphs and lines of plain text as they are', () => {
    expect(blocks('One.\n\nTwo,\nthree.')).toEqual([
      { kind: 'text', text: 'One.\n\nTwo,\nthree.', tone: 'normal' },
    ])
  })
})
