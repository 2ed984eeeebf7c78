/** Why a design goes on in direct messages: what is in the way of its thread, and what a person can do about it. */
import { type OutgoingMessage, sentence } from './message.js'

/** What is in the way of a message, as far as a person can do something about it. */
export type Obstacle = 'not-a-member' | 'archived' | 'restricted' | 'thread-gone' | 'unknown'

const sentences: Record<Obstacle, string> = {
  'not-a-member':
    'I am not in the channel where you asked, so I answer here. To have it there: write `/invite @ml-architect` in that channel, then ask again.',
  archived:
    'The channel of this design is archived, so I go on here. To have it in a channel again: unarchive that one, or ask in another.',
  restricted:
    'I am not allowed to post where you asked, so I answer here. Ask in another channel, or have an admin of the workspace allow apps to post in that one.',
  'thread-gone':
    'The thread of this design takes no more messages: its first message was deleted, or it is locked. So I go on here. To have it in a channel again, ask there anew.',
  unknown:
    'I could not post where you asked, so I answer here. If that keeps happening, ask the person who installed ml-architect to run `ml-architect doctor`.',
}

/** To whoever asked for the design. */
export function fromObstacle(id: string, obstacle: Obstacle): OutgoingMessage {
  return sentence(id, sentences[obstacle], 'warning')
}

/** Below a message whose buttons the platform did not take. */
export const answerInWords =
  'The buttons of this message could not be shown: write your answer in this thread.'
