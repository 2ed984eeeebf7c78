/** The modal for a new request. Pure. */
import type { types } from '@slack/bolt'
import { examples } from '../../src/messages/from-receipt.js'
import { wordsModal } from './view-words.js'

export const briefCallback = 'brief'

/** @param initial what is written already: the words after the command, the message it was opened on, an example */
export const briefModal = (metadata: string, initial?: string): types.ModalView =>
  wordsModal({
    callbackId: briefCallback,
    metadata,
    title: 'New design',
    submit: 'Design it',
    label: 'What should be predicted, and from which data?',
    hint: `Add what limits it: latency, hardware, money. For example: ${examples[4]}`,
    ...(initial !== undefined && { initial }),
  })
